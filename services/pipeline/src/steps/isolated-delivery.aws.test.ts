import {
  CodePipelineClient,
  DisableStageTransitionCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
} from '@aws-sdk/client-codepipeline';
import { beforeAll, expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { isolation } from '@tenantry/shared/testing/isolation';
import { settled } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { type Devops, devops } from '../testing/devops.ts';
import { facts } from '../testing/facts.ts';
import { tenant } from '../testing/tenant.ts';
import { buildProjects } from './build-projects.ts';
import { codePipeline } from './code-pipeline.ts';
import { deliveryRoles } from './delivery-roles.ts';
import { isolatedDelivery } from './isolated-delivery.ts';
import { release } from './release.ts';

let delivery: Devops;
beforeAll(async () => {
  delivery = await devops();
});

const transitions = async ({ devops: clients, tenantId }: Scope) => {
  const state = await clients(CodePipelineClient).send(new GetPipelineStateCommand({ name: tenantResourceName(tenantId) }));
  return (state.stageStates ?? []).slice(1).map(({ inboundTransitionState: inbound }) => inbound?.enabled);
};
const statuses = async ({ devops: clients, tenantId }: Scope) => {
  const query = new ListPipelineExecutionsCommand({ pipelineName: tenantResourceName(tenantId) });
  return ((await clients(CodePipelineClient).send(query)).pipelineExecutionSummaries ?? []).map(({ status }) => status);
};

/** By us, or alone before: there is no release that it could deliver. */
const ENDED = expect.stringMatching(/^(Stopped|Failed)$/);

test('what runs is stopped, nothing goes on or begins, and the pipeline is as before afterwards', async () => {
  const { scope, root, accountId } = await tenant({ devops: delivery });
  await settled(() => isolatedDelivery.ensure(scope, isolation(true), {})); // there is none yet
  await deliveryRoles.ensure(scope, { accountId }, {});
  const made = await codePipeline.ensure(scope, { chosen: facts.chosen, ...(await buildProjects.ensure(scope, facts, {})) }, {});
  const needs = { ...made, isDeployed: false };
  await settled(() => release.ensure(scope, needs, {}));
  // A person has disabled one before: it stays so.
  const [, , theirs] = (await root.devops(CodePipelineClient).send(new GetPipelineStateCommand({ name: made.pipelineName }))).stageStates!;
  await root.devops(CodePipelineClient).send(
    new DisableStageTransitionCommand({
      pipelineName: made.pipelineName,
      stageName: theirs!.stageName,
      transitionType: 'Inbound',
      reason: 'By hand',
    }),
  );
  for (const _ of [1, 2]) {
    await settled(() => isolatedDelivery.ensure(scope, isolation(true), {}));
    expect([await transitions(root), await statuses(root)]).toEqual([[false, false, false], [ENDED]]);
  }
  await settled(() => isolatedDelivery.ensure(scope, isolation(false), {}));
  expect(await transitions(root)).toEqual([true, false, true]);
  // What was stopped before its start was noted is started again.
  await release.ensure({ ...scope, generation: 2 }, needs, {});
  expect(await statuses(root)).toHaveLength(2);
  await settled(() => release.remove(scope, {}, {}));
});
