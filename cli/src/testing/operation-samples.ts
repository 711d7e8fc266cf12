import type { Closing, Cost, DeadLetter, Plan, Quota, ReleaseBuild, Replay, TenantCost } from '@tenantry/api-client/generated/api';
import { NOW } from './fake-terminal.ts';
import { before, MERCY, mutable } from './samples.ts';

export const quota = (more: Partial<Quota> = {}) =>
  mutable<Quota>({
    id: 'accounts',
    name: 'Accounts of the organization',
    limit: 10,
    used: 7,
    free: 3,
    source: 'Service Quotas',
    adjustable: true,
    fix: 'Ask AWS for more accounts.',
    ...more,
  });

export const plan = (more: Partial<Plan> = {}) =>
  mutable<Plan>({
    possible: true,
    problems: [],
    refusals: [],
    unknown: [],
    tenant: { name: 'Mercy Hospital', slug: 'mercy', domain: 'mercy.app.example.com', cidr: '10.64.0.0/20' },
    resources: 3,
    stages: [
      {
        stage: 'network',
        resources: 3,
        startsAfterSeconds: 75,
        seconds: 100,
        steps: [
          { step: 'subnets', creates: [{ type: 'AWS::EC2::Subnet', count: 2, account: 'tenant' }] },
          { step: 'vpc', creates: [{ type: 'AWS::EC2::VPC', count: 1, account: 'tenant' }] },
        ],
      },
    ],
    quotas: [quota()],
    cost: {
      currency: 'USD',
      monthlyUsd: 38.4,
      items: [
        {
          resource: 'NAT gateway',
          quantity: 1,
          unit: 'hour',
          units: 730,
          unitUsd: 0.048,
          monthlyUsd: 35.04,
          source: 'https://aws.amazon.com/vpc/pricing/',
        },
      ],
      notIncluded: ['data through the NAT gateway, $0.048 per GB'],
      pricesAsOf: '2026-11-01',
      region: 'eu-west-1',
    },
    time: { seconds: 480, serialSeconds: 900 },
    ...more,
  });

export const cost = mutable<Cost>({
  currency: 'USD',
  month: '2026-11',
  totalUsd: 120,
  sharedUsd: 40,
  estimatedThisMonthUsd: 30.5,
  estimatedMonthlyUsd: 38.4,
  estimatedAt: NOW,
  tenants: [
    {
      tenantId: MERCY,
      slug: 'mercy',
      name: 'Mercy Hospital',
      accountId: '100000000006',
      usd: 29,
      estimatedThisMonthUsd: 30.5,
      estimatedMonthlyUsd: 38.4,
    },
  ],
});
export const tenantCost = mutable<TenantCost>({
  tenantId: MERCY,
  currency: 'USD',
  months: [{ month: '2026-11', usd: 29, isFinal: false }],
  services: [{ service: 'Amazon Virtual Private Cloud', usd: 27 }],
  estimate: plan().cost,
  estimatedThisMonthUsd: 30.5,
  estimatedAt: NOW,
});

export const closing = mutable<Closing>({
  tenantId: MERCY,
  slug: 'mercy',
  name: 'Mercy Hospital',
  accountId: '100000000006',
  state: 'queued',
  offboardedAt: before(3_600),
  closesAt: '2026-12-20T00:00:00.000Z',
});

export const letter = (more: Partial<DeadLetter> = {}) =>
  mutable<DeadLetter>({
    queue: 'network',
    messageId: 'aaaaaaaa-0001',
    kind: 'malformed',
    sentAt: before(600),
    receives: 1,
    summary: '1 field is wrong: accountId',
    event: 'AccountReady',
    code: 'MalformedEvent',
    message: 'accountId: an AWS account id has 12 digits',
    advice: 'Repair the detail and redrive it.',
    body: { detail: { accountId: '1' } },
    ...more,
  });

export const replay = (more: Partial<Replay> = {}) =>
  mutable<Replay>({
    name: 'replay-1',
    tenantId: MERCY,
    stages: ['network'],
    events: ['AccountReady'],
    from: before(7_200),
    to: NOW,
    reason: 'drift',
    requestedBy: 'ada@example.com',
    requestedAt: NOW,
    via: 'queues',
    state: 'completed',
    deliveries: 1,
    ...more,
  });

export const releaseBuild = (more: Partial<ReleaseBuild> = {}) =>
  mutable<ReleaseBuild>({
    executionId: 'build-1',
    state: 'Succeeded',
    startedAt: '2026-11-24T11:58:00.000Z',
    updatedAt: NOW,
    trigger: 'CloudWatchEvent',
    consoleUrl: 'https://console.aws.amazon.com/',
    commits: { database: 'a'.repeat(40), api: 'b'.repeat(40), ui: 'c'.repeat(40) },
    releaseId: 'aaaaaaaa-bbbbbbbb-cccccccc',
    ...more,
  });
