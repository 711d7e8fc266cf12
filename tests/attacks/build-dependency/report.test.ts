import { expect } from '@jest/globals';
import { evaluate } from '@laptop/aws/iam/evaluate';
import { type Statement, statementsOf } from '@laptop/aws/iam/policy';
import { MalformedEvent } from '@tenantry/shared/function/envelope';
import { releasesResources } from '../../../services/pipeline/src/releases/infra.ts';
import { messageOf } from '../../../services/pipeline/src/releases/message.ts';
import { takeMessage } from '../../../services/pipeline/src/releases/releases.ts';
import { releaseWorld } from '../../../services/pipeline/src/releases/testing/release-world.ts';
import { attack } from '../attack.ts';
import { DEPLOYMENT, devops, roles } from './devops-account.ts';

const executionId = '3137f7cb-8d8f-4a1c-9f4e-0e6a2d5f1b77';
const report = {
  source: 'aws.codepipeline',
  'detail-type': 'CodePipeline Pipeline Execution State Change',
  account: devops,
  detail: { pipeline: `tenantry-${DEPLOYMENT}-releases`, 'execution-id': executionId, state: 'SUCCEEDED' },
};

attack(
  'report-of-another',
  'a message says that a release was built: from another account, of another pipeline, or by another service',
  () => {
    const detail = report.detail;
    const forged: readonly object[] = [
      { ...report, account: '200000000001' },
      { ...report, detail: { ...detail, pipeline: `tenantry-${DEPLOYMENT}-releases2` } },
      { ...report, detail: { ...detail, pipeline: 'tenantry-prod-releases' } },
      { ...report, source: 'tenantry.pipeline' },
      { ...report, 'detail-type': 'ReleaseMade' },
      { ...report, detail: { ...detail, 'execution-id': '../other' } },
      { kind: 'ended', executionId },
    ];
    expect(messageOf(report, DEPLOYMENT, devops)).toEqual({ kind: 'ended', executionId });
    for (const message of forged) expect(() => messageOf(message, DEPLOYMENT, devops)).toThrow(MalformedEvent);
  },
);

attack('report-that-lies', 'a message says that an execution has succeeded which has not, or which nobody knows', async () => {
  const world = releaseWorld();
  const failure = { commits: {}, call: 'CodeBuild StartBuild', code: 'JobFailed', message: 'no' };
  world.executions.push({ state: 'failed', executionId, failure });
  for (const id of [executionId, '00000000-0000-4000-8000-000000000000']) {
    await takeMessage(world.ports, messageOf({ ...report, detail: { ...report.detail, 'execution-id': id } }, DEPLOYMENT, devops));
  }
  expect(world.published.map(({ name }) => name)).toEqual(['ReleaseFailed']);
  expect(await world.ports.current()).toBeUndefined();
});

attack('report-by-another-role', 'a role of the DevOps account, or another account, puts an event on the bus of the control plane', () => {
  const { Statement: statement } = releasesResources(DEPLOYMENT).ReleasesReporter.Properties;
  const policy = { name: 'bus', statements: statementsOf({ Statement: [statement] }) as readonly Statement[] };
  const lets = (account: string, name: string): boolean =>
    statement.Principal.AWS.includes(`:${account}:`) &&
    evaluate(
      { identity: [policy] },
      { action: 'events:PutEvents', resource: statement.Resource, context: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/${name}` } },
    ).allowed;
  expect(roles.filter(({ name }) => lets(devops, name)).map(({ name }) => name)).toEqual([`tenantry-${DEPLOYMENT}-releases-report`]);
  expect(lets('200000000001', `tenantry-${DEPLOYMENT}-releases-report`)).toBe(false);
});
