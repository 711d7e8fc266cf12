import type { Administrator, Deployment, Episode, Stage, Tenant, TenantSummary, Timeline } from '@tenantry/api-client/generated/api';
import { NOW } from './fake-terminal.ts';

export const MERCY = '01KAV7M0000000000000000001';
/** ISO time so many seconds before the test begins. */
export const before = (seconds: number): string => new Date(Date.parse(NOW) - seconds * 1000).toISOString();

/** What the contract writes mutable and the client reads: the same shapes. */
type Mutable<T> = T extends readonly (infer E)[] ? Mutable<E>[] : T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
export const mutable = <T>(value: T): Mutable<T> => value as Mutable<T>;

export const summary = (more: Partial<TenantSummary> = {}) =>
  mutable<TenantSummary>({
    tenantId: MERCY,
    slug: 'mercy',
    name: 'Mercy Hospital',
    domain: 'mercy.app.example.com',
    plan: 'standard',
    state: 'ready',
    requestedAt: before(7_200),
    readyAt: before(7_000),
    heardAt: before(60),
    accountId: '100000000006',
    stalled: [],
    ...more,
  });

export const stage = (name: string, more: Partial<Stage> = {}) =>
  mutable<Stage>({
    stage: name,
    step: 'last',
    direction: 'ensure',
    state: 'done',
    generation: 1,
    since: before(120),
    at: before(30),
    finishedAt: before(30),
    ...more,
  });
export const working = (name: string, step: string, more: Partial<Stage> = {}) =>
  mutable(stage(name, { step, state: 'started', finishedAt: undefined, ...more }));
export const stalledNetwork = (generation = 1) =>
  working('network', 'natGateway', {
    state: 'stalled',
    generation,
    reason: 'the limit is reached',
    failure: {
      step: 'natGateway',
      call: 'EC2 CreateNatGateway',
      code: 'NatGatewayLimitExceeded',
      message: 'Performing this operation would exceed the limit of 5 NAT gateways.',
      advice: 'Raise the quota "NAT gateways per Availability Zone", then retry the stage.',
    },
  });

export const tenant = (more: Partial<Tenant> = {}) =>
  mutable<Tenant>({
    ...summary(),
    adminEmail: 'it@mercy.example',
    variables: { APP_THEME: 'blue' },
    actions: ['variables', 'retry', 'offboard', 'replay'],
    stages: [stage('account'), stage('network')],
    resources: [
      {
        stage: 'network',
        type: 'AWS::EC2::VPC',
        id: 'vpc-1',
        accountId: '100000000006',
        account: 'tenant',
        consoleUrl: 'https://console.example/vpc-1',
      },
      {
        stage: 'dns',
        type: 'AWS::Route53::RecordSet',
        id: 'mercy.app.example.com',
        accountId: '100000000005',
        account: 'production',
        consoleUrl: 'https://console.example/r',
      },
    ],
    configuration: {},
    ...more,
  });

export const episode = (more: Partial<Episode> = {}) =>
  mutable<Episode>({
    id: `${MERCY}/admin/TenantRequested/1`,
    cause: 'TenantRequested',
    title: 'On-boarding',
    at: before(7_200),
    endedAt: before(7_000),
    seconds: 200,
    outcome: 'done',
    stages: [],
    ...more,
  });
export const retryOf = (name: string, more: Partial<Episode> = {}) =>
  mutable(
    episode({
      id: `${MERCY}/admin/StageRetryRequested/1`,
      cause: 'StageRetryRequested',
      title: `Retry of ${name}`,
      stage: name,
      at: before(120),
      by: 'ada',
      endedAt: undefined,
      seconds: undefined,
      outcome: 'running',
      ...more,
    }),
  );

export const timeline = mutable<Timeline>({
  tenantId: MERCY,
  state: 'ready',
  asOf: NOW,
  stages: [],
  events: [{ event: 'AccountReady', eventId: `${MERCY}/account/AccountReady/1`, causedBy: '', at: before(100), detail: {} }],
  episodes: [episode(), retryOf('network', { outcome: 'done', endedAt: before(30), seconds: 90 })],
  steps: [
    {
      stage: 'network',
      step: 'natAvailable',
      direction: 'ensure',
      generation: 2,
      episode: `${MERCY}/admin/StageRetryRequested/1`,
      startedAt: before(120),
      endedAt: before(30),
      seconds: 90,
      usualSeconds: 95,
      waits: [{ reason: 'NAT gateway nat-1 to become available', from: before(120), to: before(30), seconds: 90 }],
      retries: [{ at: before(110), reason: 'Throttling' }],
    },
  ],
});

const LIMITS = { memoryMb: 512, cidrPrefix: 20, connections: 11, mfa: 'ON' as const };

export const deployment = mutable<Deployment>({
  stage: 'prod',
  version: '1.0.0',
  region: 'eu-west-1',
  rootDomain: 'app.example.com',
  publicUrl: 'https://{domain}',
  accounts: { owner: '1', superAdmin: '2', devops: '3', networking: '4', production: '5' },
  hostedZoneId: 'Z1',
  zoneIds: ['euw1-az1', 'euw1-az2'],
  cells: [{ name: 'a', pool: '10.64.0.0/12', capacity: 123 }],
  prefix: { default: 20, min: 18, max: 24 },
  plans: [
    { name: 'standard', budgetUsd: 200, requests: { address: 30_000, person: 3_000, stranger: 1_000 }, ...LIMITS },
    {
      name: 'large',
      description: 'More than a hundred people at once',
      budgetUsd: 500,
      requests: { address: 60_000, person: 3_000, stranger: 1_000 },
      ...LIMITS,
      memoryMb: 1024,
    },
  ],
  reservedSlugs: ['www'],
  commonVariables: {},
  stages: [
    {
      stage: 'account',
      waitsFor: ['TenantRequested'],
      ready: 'AccountReady',
      removed: 'AccountReleased',
      steps: [{ step: 'account', usualSeconds: 13 }],
    },
    {
      stage: 'network',
      waitsFor: ['AccountReady'],
      ready: 'NetworkPeered',
      removed: 'NetworkRemoved',
      steps: [{ step: 'natAvailable', usualSeconds: 90 }],
    },
  ],
});

/** An administrator whose invitation has expired, of a tenant whose mail leaves from its own domain. */
export const administrator = mutable<Administrator>({
  email: 'it@mercy.example',
  invitation: { state: 'expired', at: before(9 * 86_400), expiresAt: before(2 * 86_400) },
  mail: { sender: 'domain', hindrances: [], undelivered: { bounces: 1, complaints: 0, lastAt: before(3_600) } },
});
