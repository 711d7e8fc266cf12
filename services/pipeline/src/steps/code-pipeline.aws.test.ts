import {
  CodePipelineClient,
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
  ListPipelinesCommand,
  ListTagsForResourceCommand,
  UpdatePipelineCommand,
} from '@aws-sdk/client-codepipeline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import { pipelineDeclaration } from '../pipeline-declaration.ts';
import type { Scope } from '../scope.ts';
import { type Devops, devops } from '../testing/devops.ts';
import { releaseOf } from '../testing/releases.ts';
import { tenant } from '../testing/tenant.ts';
import { codePipeline } from './code-pipeline.ts';
import { deliveryRoles } from './delivery-roles.ts';

let delivery: Devops;
beforeAll(async () => {
  delivery = await devops();
});
const roots: Scope[] = [];
const someone = async () => {
  const one = await tenant({ devops: delivery });
  roots.push(one.root);
  await deliveryRoles.ensure(one.scope, one, {});
  return { ...one, needs: { configuration: 'one', chosen: delivery.release } };
};
// Nothing stops here what their creation has started.
afterAll(async () => {
  for (const { devops: clients, tenantId } of roots) {
    await clients(CodePipelineClient).send(new DeletePipelineCommand({ name: tenantResourceName(tenantId) }));
  }
});
const get = async ({ devops: clients, tenantId }: Scope) =>
  clients(CodePipelineClient).send(new GetPipelineCommand({ name: tenantResourceName(tenantId) }));

const contract = stepContract({
  step: codePipeline,
  tenant: someone,
  list: async ({ devops: clients, tenantId }) => {
    const { pipelines = [] } = await clients(CodePipelineClient).send(new ListPipelinesCommand({}));
    return pipelines.flatMap(({ name }) => (name === tenantResourceName(tenantId) ? [name] : []));
  },
  foreign: async (root) => {
    const client = root.devops(CodePipelineClient);
    const declared = pipelineDeclaration(root, 'by hand', delivery.release);
    const { pipeline } = await client.send(new CreatePipelineCommand({ pipeline: declared }));
    const isUntouched = async () => {
      const found = await get(root);
      const { tags = [] } = await client.send(new ListTagsForResourceCommand({ resourceArn: found.metadata?.pipelineArn }));
      return found.pipeline?.version === 1 && tags.length === 0;
    };
    return { id: pipeline?.name ?? '', isUntouched };
  },
  drift: async (root) => {
    const { pipeline } = await get(root);
    await root
      .devops(CodePipelineClient)
      .send(new UpdatePipelineCommand({ pipeline: { ...pipeline!, stages: pipeline!.stages!.slice(0, 2) } }));
  },
  isSound: async (root) => {
    const { pipeline } = await get(root);
    return pipeline?.stages?.map(({ name }) => name).join() === 'Source,Data,Service,UI' && pipeline.executionMode === 'QUEUED';
  },
});
contractCatches(contract, { 'takes what was saved for a proof': 'CodePipeline is asked for the tags of what was found' });

test('another release is another version, which delivers its archives', async () => {
  const { scope, root, needs } = await someone();
  await codePipeline.ensure(scope, needs, {});
  const next = releaseOf({ database: '4'.repeat(40), api: '5'.repeat(40), ui: '6'.repeat(40) });
  expect(await codePipeline.ensure(scope, { ...needs, chosen: next }, {})).toMatchObject({ pipelineVersion: 2 });
  const [source] = (await get(root)).pipeline?.stages ?? [];
  expect(source?.actions?.map(({ configuration }) => configuration?.S3ObjectKey)).toEqual(next.artifacts.map(({ key }) => key));
});

test('another configuration is another version; the same one is not', async () => {
  const { scope } = await someone();
  const versions = [];
  for (const configuration of ['one', 'one', 'two']) {
    versions.push((await codePipeline.ensure(scope, { configuration, chosen: delivery.release }, {})).pipelineVersion);
  }
  expect(versions).toEqual([1, 1, 2]);
});
