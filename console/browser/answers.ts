import { attention, stalledAttention } from '../../cli/src/testing/attention-samples.ts';
import { type Answers, Refusal } from '../../cli/src/testing/fake-api.ts';
import { NOW } from '../../cli/src/testing/fake-terminal.ts';
import { closing, cost, letter, plan, quota, releaseBuild, replay, tenantCost } from '../../cli/src/testing/operation-samples.ts';
import { before, MERCY, mutable, stage, stalledNetwork, tenant, timeline } from '../../cli/src/testing/samples.ts';
import { audit } from './audit-sample.ts';
import { TENANTS } from './many-tenants.ts';
import { EVENTS, MOVING, ONBOARDING, QUIET, STEPS, step } from './on-the-way.ts';
import { EMPTY_MORE, MORE } from './overview-answers.ts';
import { PEOPLE } from './people-answers.ts';

/** A deployment in which everything is there to be seen. */
export const FULL: Answers = {
  ...PEOPLE,
  'GET /attention': () => attention({ stalled: 2 }),
  'POST /tenants/{id}/attention': () => ({ tenantId: MERCY }),
  ...MORE,
  'GET /tenants': ({ query }) => {
    const { search, state, limit = 20, cursor = '0' } = query as { search?: string; state?: string; limit?: number; cursor?: string };
    const found = TENANTS.filter((one) => (!state || state.split(',').includes(one.state)) && (!search || one.name.includes(search)));
    const next = Number(cursor) + limit;
    return { tenants: found.slice(Number(cursor), next), ...(next < found.length ? { cursor: String(next) } : {}) };
  },
  'GET /tenants/{id}': () =>
    tenant({
      state: 'onboarding',
      readyAt: undefined,
      quietSince: QUIET.since,
      quiet: QUIET,
      stages: MOVING,
      actions: ['variables', 'retry', 'cancel', 'offboard', 'replay'],
    }),
  'GET /tenants/{id}/timeline': () => ({
    ...timeline,
    state: 'onboarding',
    stages: mutable(MOVING),
    episodes: [ONBOARDING],
    steps: STEPS,
    events: EVENTS,
  }),
  'GET /tenants/{id}/releases': () => ({
    pipelineName: 'tenantry-mercy',
    releases: [
      {
        executionId: 'e-2',
        state: 'InProgress',
        startedAt: before(60),
        trigger: 'StartPipelineExecution',
        consoleUrl: 'https://console.example/2',
      },
      {
        executionId: 'e-1',
        state: 'Succeeded',
        startedAt: before(900),
        updatedAt: before(600),
        revision: 'abc',
        consoleUrl: 'https://console.example/1',
      },
    ],
  }),
  'GET /tenants/{id}/cost': () => tenantCost,
  'POST /plan': () => plan(),
  'POST /tenants': () => ({ tenantId: MERCY }),
  'POST /tenants/{id}/retry': () => ({ tenantId: MERCY }),
  'GET /dead-letters': () => ({
    groups: [],
    letters: [
      letter(),
      letter({ messageId: 'b', kind: 'stalled', tenantId: MERCY, queue: 'edge', call: 'ACM RequestCertificate', code: 'LimitExceeded' }),
    ],
    queues: [
      { queue: 'network', messages: 1 },
      { queue: 'edge', messages: 1 },
    ],
    isComplete: false,
  }),
  'GET /dead-letters/{queue}/{messageId}': () => letter(),
  'POST /dead-letters/{queue}/{messageId}/redrive': () => ({ queue: 'network', messageId: 'aaaaaaaa-0001', outcome: 'sent back' }),
  'POST /dead-letters/{queue}/{messageId}/discard': () => ({ queue: 'network', messageId: 'aaaaaaaa-0001', outcome: 'deleted' }),
  'GET /replays': () => ({
    replays: [replay(), replay({ name: 'replay-2', state: 'failed', failure: 'The archive was not found.', tenantId: undefined })],
  }),
  'POST /replays/preview': () => ({
    deliveries: 2,
    tenants: 1,
    stages: [{ stage: 'network', deliveries: 2, events: [{ event: 'AccountReady', count: 2 }] }],
  }),
  'POST /replays': () => replay(),
  'GET /releases': () => ({
    pipelineName: 'tenantry-dev-releases',
    builds: [releaseBuild(), releaseBuild({ executionId: 'build-2', state: 'Failed', releaseId: undefined })],
  }),
  'GET /closings': () => ({ closings: [closing], quota: quota({ id: 'closings', name: 'Closings in 30 days', free: 0, used: 10 }) }),
  'GET /quotas': () => ({
    quotas: [quota(), quota({ id: 'peerings/a', name: 'Peerings of cell a', limit: 125, used: 120, free: 5 })],
    asOf: NOW,
  }),
  'GET /cost': () => cost,
  'GET /audit': () => ({
    lines: [audit(), audit({ id: 'line-2', outcome: 'refused', status: 409, problem: 'slug-taken', tenantId: undefined })],
  }),
  'GET /checks': () => ({
    isOk: false,
    checks: [
      { name: 'Bus', isOk: true, state: 'ok', detail: 'tenantry-dev is there.' },
      { name: 'dead letters of network', isOk: false, state: 'warning', detail: '2 messages', fix: 'tenantry dlq list' },
      { name: 'Rule network', isOk: false, state: 'failed', detail: 'It is disabled.', fix: 'Enable it: aws events enable-rule.' },
    ],
  }),
};

/** A deployment in which nothing has happened yet. */
export const EMPTY: Answers = {
  ...FULL,
  'GET /attention': () => attention(),
  ...EMPTY_MORE,
  'GET /tenants': () => ({ tenants: [] }),
  'GET /tenants/{id}': () =>
    tenant({ state: 'requested', stages: [], resources: [], variables: {}, actions: [], readyAt: undefined, accountId: undefined }),
  'GET /tenants/{id}/timeline': () => ({ ...timeline, state: 'requested', stages: [], episodes: [], steps: [], events: [] }),
  'GET /tenants/{id}/releases': () => ({ releases: [] }),
  'GET /dead-letters': () => ({ letters: [], groups: [], queues: [], isComplete: true }),
  'GET /replays': () => ({ replays: [] }),
  'GET /releases': () => ({ pipelineName: 'tenantry-dev-releases', builds: [] }),
  'GET /closings': () => ({ closings: [], quota: quota() }),
  'GET /quotas': () => ({ quotas: [], asOf: NOW }),
  'GET /cost': () => ({ ...cost, tenants: [] }),
  'GET /audit': () => ({ lines: [] }),
  'GET /checks': () => ({ isOk: true, checks: [] }),
};

const away = (): never => {
  throw new Refusal(503, 'not-answering', 'Something that this needs does not answer: try again in a moment.');
};
/** An API behind which nothing answers. */
export const BROKEN: Answers = {
  ...(Object.fromEntries(Object.keys(FULL).map((route) => [route, away])) as Answers),
  'GET /me': FULL['GET /me'] ?? away,
};

/** A tenant whose network waits for a person. */
export const STUCK: Answers = {
  ...FULL,
  'GET /tenants/{id}': () =>
    tenant({
      state: 'stalled',
      stalled: ['network'],
      attention: [stalledAttention],
      stages: [stage('account'), stalledNetwork()],
      actions: ['retry', 'cancel'],
    }),
};
/** A tenant whose network is refused a NAT gateway, and asks again. */
export const RETRYING: Answers = {
  ...FULL,
  'GET /tenants/{id}': () =>
    tenant({ state: 'onboarding', stages: [stage('account'), { ...stalledNetwork(), state: 'retrying' }], actions: ['retry', 'cancel'] }),
  'GET /tenants/{id}/timeline': () => ({
    ...timeline,
    state: 'onboarding',
    stages: [{ ...stalledNetwork(), state: 'retrying' }],
    episodes: [ONBOARDING],
    steps: [
      step('natGateway', 'network', 100_000, undefined, { retries: [{ at: before(100_000), reason: 'NatGatewayLimitExceeded: no room' }] }),
    ],
  }),
};
/** A tenant that was rolled back. */
export const GONE: Answers = {
  ...FULL,
  'GET /tenants/{id}/certificate': () => ({
    tenantId: MERCY,
    completeOn: '2027-03-20',
    document: '{}',
    signature: 'AAAA',
    publicKey: 'a key',
    page: '<!doctype html>',
  }),
  'GET /tenants/{id}': () =>
    tenant({
      state: 'offboarded',
      actions: [],
      resources: [],
      offboarding: {
        at: before(900),
        requestedBy: 'super.admin@app.example',
        reason: 'The contract has ended.',
        export: true,
        exportLocation: 's3://tenantry-dev-exports/mercy/',
        exportKeptUntil: '2027-02-22',
        offboardedAt: before(60),
        leftovers: 0,
        evidence: { location: 's3://tenantry-dev-evidence/mercy.json', sha256: 'ab'.repeat(32) },
        certificate: {
          location: 's3://tenantry-dev-evidence/certificates/mercy.json',
          sha256: 'cd'.repeat(32),
          completeOn: '2027-03-20',
        },
        remains: [{ what: 'IAM role AWSControlTowerExecution', why: 'of the organization: AWS Control Tower manages the account with it' }],
        closing: { state: 'queued', closesAt: '2026-12-20T00:00:00.000Z' },
      },
    }),
};
export { MERCY };
