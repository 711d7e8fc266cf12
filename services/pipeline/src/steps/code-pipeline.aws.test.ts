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
import { tenant } from '../testing/tenant.ts';
import { codePipeline } from './code-pipeline.ts';

let delivery: Devops;
beforeAll(async () => {
  delivery = await devops();
});
const roots: Scope[] = [];
const someone = async () => {
  const one = await tenant({ devops: delivery });
  roots.push(one.root);
  return { ...one, needs: { configuration: 'one' } };
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
    const declared = pipelineDeclaration(root, 'by hand');
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

test('another configuration is another version; the same one is not', async () => {
  const { scope } = await someone();
  const versions = [];
  for (const configuration of ['one', 'one', 'two']) {
    versions.push((await codePipeline.ensure(scope, { configuration }, {})).pipelineVersion);
  }
  expect(versions).toEqual([1, 1, 2]);
});
