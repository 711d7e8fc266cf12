import { CodePipelineClient, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { TurnWait } from '@tenantry/shared/failure/errors';
import { eventually } from '@tenantry/shared/testing/eventually';
import { settled } from '@tenantry/shared/testing/step-contract';
import { devops } from '../testing/devops.ts';
import { facts } from '../testing/facts.ts';
import { tenant } from '../testing/tenant.ts';
import { buildProjects } from './build-projects.ts';
import { codePipeline } from './code-pipeline.ts';
import { deliveryRoles } from './delivery-roles.ts';
import { release } from './release.ts';
import { released } from './released.ts';

const FULL =
  'Error calling startBuild: Cannot have more than 5 builds in queue for the account (Service: AWSCodeBuild; Status Code: 400; Error Code: AccountLimitExceededException; Request ID: r-1; Proxy: null)';
const faults = async (init: RequestInit, query = ''): Promise<{ id?: string }> =>
  (await fetch(`${process.env.AWS_ENDPOINT_URL}/_laptop/faults${query}`, init)).json() as Promise<{ id?: string }>;

test('a release for which CodeBuild has no place goes on in the same execution, with the rights that the step has', async () => {
  const { scope, accountId } = await tenant({ devops: await devops() });
  const contains = tenantResourceName(scope.tenantId);
  const match = { service: 'codepipeline', operation: 'CreatePipeline', contains };
  const { id } = await faults({ method: 'POST', body: JSON.stringify({ match, effect: { kind: 'ends-failed', reason: FULL } }) });
  await deliveryRoles.ensure(scope, { accountId }, {});
  const { chosen } = facts;
  const made = await codePipeline.ensure(scope, { chosen, ...(await buildProjects.ensure(scope, facts, {})) }, {});
  const needs = { ...made, ...(await release.ensure(scope, { ...made, isDeployed: false }, {})) };
  const turn = await eventually('the release waits for its turn', async () => {
    const wait = await released.ensure(scope, needs, {}).catch((error: unknown) => error);
    return wait instanceof TurnWait ? wait : undefined;
  });
  expect(turn.message).toMatch(
    /^the release: Data waits for a place in CodeBuild's queue since .* UTC, was refused (once|\d+ times), and goes on by itself$/,
  );
  const build = await eventually('the build has begun', async () => {
    const filter = { pipelineExecutionId: needs.executionId };
    const found = await scope
      .devops(CodePipelineClient)
      .send(new ListActionExecutionsCommand({ pipelineName: needs.pipelineName, filter }));
    return found.actionExecutionDetails?.find(({ output }) => output?.executionResult?.externalExecutionId?.includes('-data:'));
  });
  expect(build).toMatchObject({ stageName: 'Data' });
  await settled(() => release.remove(scope, {}, {}));
  await faults({ method: 'DELETE' }, `?id=${id}`);
});
