import { stalledAttention } from '../../cli/src/testing/attention-samples.ts';
import type { Answers } from '../../cli/src/testing/fake-api.ts';
import { NOW } from '../../cli/src/testing/fake-terminal.ts';
import { closing, cost, letter, quota, releaseBuild, replay } from '../../cli/src/testing/operation-samples.ts';
import { before, MERCY, mutable, summary } from '../../cli/src/testing/samples.ts';
import { FULL } from './answers.ts';
import { audit } from './audit-sample.ts';

/** A word without a place to break, as long as a name may be; a name from right to left; an ARN; an error of AWS as they are. */
const WORD = 'Donaudampfschifffahrtsgesellschaftskrankenhausverwaltungszentrale'.repeat(2).slice(0, 97);
const RIGHT_TO_LEFT = 'مستشفى الرحمة للأمراض القلبية والصدرية ومركز الأبحاث الطبية المتقدمة في مدينة طرابلس';
const ARN = `arn:aws:secretsmanager:ap-southeast-3:100000000006:secret:tenantry/${'a'.repeat(60)}-AbCdEf`;
const ERROR = `User: arn:aws:sts::100000000006:assumed-role/tenantry-network/${'x'.repeat(64)} is not authorized to perform: ec2:CreateNatGateway on resource: ${ARN}`;
const DOMAIN = `${'a'.repeat(63)}.${'b'.repeat(63)}.app.example.com`;
const names = [WORD, RIGHT_TO_LEFT];
const tenants = names.map((name, i) =>
  summary({
    tenantId: i === 0 ? MERCY : MERCY.replace(/1$/, '2'),
    name,
    domain: DOMAIN,
    plan: 'a-plan-with-a-name-that-is-as-long-as-a-name-of-a-plan-may-be-ok',
    state: 'offboarding',
    attention: mutable([{ ...stalledAttention, reason: ERROR }]),
    activity: ERROR,
    suspension: { state: 'suspended', since: before(60) },
  }),
);

/** Every list with values as long as they come: nothing of a column may be out of sight for that. */
export const LONG: Answers = {
  ...FULL,
  'GET /tenants': () => ({ tenants, cursor: 'next' }),
  'GET /dead-letters': () => ({
    groups: [],
    letters: names.map((tenantName, i) =>
      letter({
        messageId: `${i}`.repeat(36),
        event: 'AnEventWithANameThatIsAsLongAsANameOfAnEventMayBeForAWhile',
        call: 'EC2 CreateVpcEndpointConnectionNotification',
        code: 'InsufficientPrivilegesForThisOperationException',
        message: ERROR,
        tenantId: MERCY,
        tenantName,
      }),
    ),
    queues: [{ queue: 'offboard-decide', messages: 12_345 }],
    isComplete: false,
  }),
  'GET /replays': () => ({
    replays: names.map((tenantName, i) =>
      replay({
        name: `${MERCY}${i}`,
        tenantName,
        stages: ['account', 'network', 'edge', 'dns', 'pipeline', 'offboard'],
        state: 'failed',
        failure: ERROR,
        requestedByName: `${'person.'.repeat(9)}x@hospital.example`,
        reason: 'r'.repeat(500),
        deliveries: 1_234_567,
      }),
    ),
  }),
  'GET /releases': () => ({
    pipelineName: 'tenantry-dev-releases',
    builds: [releaseBuild({ executionId: 'e'.repeat(100), trigger: ERROR, releaseId: 'f'.repeat(128) })],
  }),
  'GET /tenants/{id}/releases': () => ({
    pipelineName: 'tenantry-mercy',
    releases: [
      {
        executionId: 'e'.repeat(100),
        state: 'InProgress',
        startedAt: before(900),
        updatedAt: before(600),
        trigger: ERROR,
        revision: 'f'.repeat(64),
        consoleUrl: 'https://console.example/1',
      },
    ],
  }),
  'GET /closings': ({ query: { state } }) => ({
    closings: names.map((name, i) =>
      mutable({
        ...closing,
        name,
        accountId: `10000000000${i}`,
        ...(state === 'closed' ? { state: 'closed' as const, closedAt: NOW } : {}),
      }),
    ),
    quota: quota({ name: WORD, fix: ERROR, source: ARN }),
  }),
  'GET /quotas': () => ({
    quotas: names.map((name, i) => quota({ id: `${i}`, name, fix: ERROR, source: ARN, unknown: ERROR })),
    asOf: NOW,
  }),
  'GET /cost': () =>
    mutable({
      ...cost,
      tenants: cost.tenants.map((one) => ({ ...one, name: WORD, usd: 12_345_678.9, estimatedMonthlyUsd: 98_765_432.1 })),
    }),
  'GET /audit': () => ({
    lines: names.map((tenantName, i) =>
      audit({
        id: `line-${i}`,
        by: `${'person.'.repeat(12)}x@hospital.example`,
        action: 'POST /dead-letters/{queue}/{messageId}/discard',
        target: `network/${'1'.repeat(36)} (AccountReady: MalformedEvent: ${ERROR})`,
        tenantName,
        outcome: 'refused',
        problem: 'a-problem-with-a-name-that-is-as-long-as-the-name-of-a-problem-may-be',
        reason: 'r'.repeat(500),
      }),
    ),
  }),
  'GET /checks': () => ({ isOk: false, checks: [{ name: WORD, isOk: false, state: 'failed', detail: ERROR, fix: ARN }] }),
};
