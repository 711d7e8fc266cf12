import { CodePipelineClient, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { beforeAll, expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { eventually } from '@tenantry/shared/testing/eventually';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { type Devops, devops } from '../testing/devops.ts';
import { facts } from '../testing/facts.ts';
import { type Tenant, tenant } from '../testing/tenant.ts';
import { buildProjects } from './build-projects.ts';
import { codePipeline } from './code-pipeline.ts';
import { deliveryRoles } from './delivery-roles.ts';
import { release } from './release.ts';

let delivery: Devops;
beforeAll(async () => {
  delivery = await devops();
});
const chosen = { chosen: facts.chosen };
/** Roles, projects and pipeline of a tenant. */
const madeFor = async ({ scope, accountId }: Tenant) => {
  await deliveryRoles.ensure(scope, { accountId }, {});
  return codePipeline.ensure(scope, { ...chosen, ...(await buildProjects.ensure(scope, facts, {})) }, {});
};
const someone = async () => {
  const one = await tenant({ devops: delivery });
  const made = await madeFor(one);
  return { ...one, needs: { ...made, isDeployed: false } };
};
const executionsOf = async ({ devops: clients }: Scope, pipelineName: string) => {
  const { pipelineExecutionSummaries = [] } = await clients(CodePipelineClient).send(new ListPipelineExecutionsCommand({ pipelineName }));
  return pipelineExecutionSummaries;
};

stepContract({
  step: release,
  tenant: someone,
  list: async (root, { pipelineName }) => (await executionsOf(root, pipelineName)).map(({ pipelineExecutionId }) => pipelineExecutionId!),
  keepsAfterRemove: true, // the history goes with the pipeline
});

test('removal leaves nothing running', async () => {
  const { scope, needs } = await someone();
  await release.ensure(scope, needs, {});
  await settled(() => release.remove(scope, {}, {}));
  expect((await executionsOf(scope, needs.pipelineName)).map(({ status }) => status)).toEqual(['Stopped']);
});

test('a changed pipeline is released once, however often it is asked for in a generation', async () => {
  const { scope, needs } = await someone();
  const first = await release.ensure(scope, needs, {});
  const changed = { ...needs, ...(await codePipeline.ensure(scope, { ...chosen, configuration: 'changed' }, {})) };
  const second = await release.ensure(scope, changed, first);
  expect(await release.ensure(scope, changed, {})).toEqual(second);
  expect(second).not.toEqual(first);
  expect(await executionsOf(scope, needs.pipelineName)).toHaveLength(2);
  await settled(() => release.remove(scope, {}, {}));
});

test('a stopped release is started again by another generation only', async () => {
  const { scope, needs } = await someone();
  const changed = { ...needs, ...(await codePipeline.ensure(scope, { ...chosen, configuration: 'changed' }, {})) };
  const first = await release.ensure(scope, changed, {});
  await settled(() => release.remove(scope, {}, {}));
  expect(await release.ensure(scope, changed, first)).toEqual(first);
  expect(await release.ensure({ ...scope, generation: 2 }, changed, first)).not.toEqual(first);
  await settled(() => release.remove(scope, {}, {}));
});

test('a first release that has failed before it was seen is not started anew: the next step says what follows', async () => {
  const one = await tenant({ devops: delivery });
  const { scope } = one;
  const fault = {
    match: { service: 'codepipeline', operation: 'CreatePipeline', contains: tenantResourceName(scope.tenantId) },
    effect: { kind: 'ends-failed', reason: 'Build terminated' },
  };
  await fetch(`${process.env.AWS_ENDPOINT_URL}/_laptop/faults`, { method: 'POST', body: JSON.stringify(fault) });
  const made = await madeFor(one);
  const needs = { ...made, isDeployed: false };
  await eventually('it has failed', async () => (await executionsOf(scope, made.pipelineName))[0]?.status === 'Failed' || undefined);
  const first = await release.ensure(scope, needs, {});
  expect(await executionsOf(scope, made.pipelineName)).toHaveLength(1);
  expect(await release.ensure({ ...scope, generation: 2 }, needs, first)).not.toEqual(first);
  await settled(() => release.remove(scope, {}, {}));
});
