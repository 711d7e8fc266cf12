import { DeletePipelineCommand, GetPipelineCommand, ListPipelinesCommand, UpdatePipelineCommand } from '@aws-sdk/client-codepipeline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { type Devops, devops } from '../testing/devops.ts';
import { tenant } from '../testing/tenant.ts';
import { codePipeline } from './code-pipeline.ts';

let delivery: Devops;
beforeAll(async () => {
  delivery = await devops();
});
const roots = new Map<string, Scope>();
const someone = async () => {
  const { scope, root } = await tenant({ devops: delivery });
  roots.set(scope.tenantId, root);
  return { scope, needs: { configuration: 'one' } };
};
afterAll(async () => {
  for (const { codePipeline: client, tenantId } of roots.values()) {
    await client.send(new DeletePipelineCommand({ name: tenantResourceName(tenantId) }));
  }
});

stepContract({
  step: codePipeline,
  tenant: someone,
  list: async ({ tenantId }) => {
    const { pipelines = [] } = await roots.get(tenantId)!.codePipeline.send(new ListPipelinesCommand({}));
    return pipelines.flatMap(({ name }) => (name === tenantResourceName(tenantId) ? [name] : []));
  },
  drift: async ({ codePipeline: client }, _needs, { pipelineName }) => {
    const { pipeline } = await client.send(new GetPipelineCommand({ name: pipelineName }));
    await client.send(new UpdatePipelineCommand({ pipeline: { ...pipeline!, stages: pipeline!.stages!.slice(0, 2) } }));
  },
  isSound: async ({ codePipeline: client }, _needs, { pipelineName }) => {
    const { pipeline } = await client.send(new GetPipelineCommand({ name: pipelineName }));
    return pipeline?.stages?.map(({ name }) => name).join() === 'Source,Data,Service,UI' && pipeline.executionMode === 'QUEUED';
  },
});

test('another configuration is another version; the same one is not', async () => {
  const { scope } = await someone();
  const versions = [];
  for (const configuration of ['one', 'one', 'two']) {
    versions.push((await codePipeline.ensure(scope, { configuration }, {})).pipelineVersion);
  }
  expect(versions).toEqual([1, 1, 2]);
});
