import { expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import type { EventDefinition } from '@tenantry/events-schema/event';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { SetupWait, TurnWait, Wait } from '../failure/errors.ts';
import { memoryPorts } from '../testing/memory-ports.ts';
import type { Detail, Waiting } from './record.ts';
import { runner } from './runner.ts';
import { type AnyStage, type AnyStep, stage, step } from './stage.ts';

/**
 * Delivers one message again and again, every 400 s, to a stage whose only step fails as `outcome` says; answers the record, what was
 * published, and what the record said of the wait after each delivery.
 */
const delivers = async (outcome: (delivery: number) => Error | undefined, deliveries: number, stopOn?: readonly EventDefinition[]) => {
  let delivery = 0;
  const broken = step('vpc', {
    ensure: async () => {
      const error = outcome(delivery);
      if (error) throw error;
      return {};
    },
    remove: async () => {},
  }) as unknown as AnyStep;
  const waits: (Waiting | undefined)[] = [];
  const network = stage('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved, ...(stopOn ? { stopOn } : {}) })
    .on(AccountReady)
    .step(broken as never)
    .publishes(NetworkPeered as never) as unknown as AnyStage;
  let time = 0;
  const published: { readonly event: string; readonly detail: Detail }[] = [];
  const { ports, record } = memoryPorts({
    publish: async (event, detail) => void published.push({ event, detail }),
    id: () => `w${time}`,
    now: () => time,
  });
  const run = runner(network, ports);
  const message = { name: AccountReady.name, detail: { tenantId: 'T', eventId: 'T/AccountReady', causedBy: '', at: '' } };
  for (; delivery < deliveries; delivery++) {
    await run({ ...message, wake: record().wake?.token });
    waits.push(record().waiting);
    time += 400;
  }
  return { record: record(), published: published.filter(({ event }) => event !== NetworkPeered.name), waits };
};
const fails = (code: string, deliveries: number, stopOn?: readonly EventDefinition[], message = 'no') =>
  delivers(() => Object.assign(new Error(message), { name: code, call: 'EC2 CreateVpc' }), deliveries, stopOn);
const BREAKS_MODEL =
  "1 validation error detected: Value '-' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+";

test('a request that breaks the model of the API three times takes a half-built tenant back', async () => {
  expect((await fails('ValidationException', 2, undefined, BREAKS_MODEL)).published).toEqual([]);
  const { published } = await fails('ValidationException', 3, undefined, BREAKS_MODEL);
  expect(published).toMatchObject([
    { event: 'StageFailed', detail: { stage: 'network', step: 'vpc', call: 'EC2 CreateVpc', code: 'ValidationException' } },
  ]);
  expect(published[0]?.detail.advice).toContain('request the tenant again');
});

test.each(['ThrottlingException', 'RequestLimitExceeded', 'TooManyRequestsException', 'AccessDenied', 'ServiceUnavailable'])(
  '%s never does: after a dozen times the stage stalls',
  async (code) => {
    expect((await fails(code, 12)).published).toEqual([]);
    const { published, record } = await fails(code, 13);
    expect(published.map(({ event }) => event)).toEqual(['StageStalled']);
    expect(record.failure).toMatchObject({ kind: 'stalled', code, call: 'EC2 CreateVpc' });
  },
);

test.each(['NatGatewayLimitExceeded', 'LimitExceededException', 'TooManyDistributions'])(
  '%s stalls at the third time, and takes nobody back: no try raises a quota',
  async (code) => {
    expect((await fails(code, 2)).published).toEqual([]);
    const { published } = await fails(code, 3);
    expect(published).toMatchObject([{ event: 'StageStalled', detail: { code, call: 'EC2 CreateVpc' } }]);
    expect(published[0]?.detail.advice).toContain('docs/runbook.md#a-quota-is-used-up');
  },
);

test('a rate that its service calls like a quota is tried as often as any other', async () => {
  expect((await fails('LimitExceededException', 12, undefined, 'Rate limit exceeded')).published).toEqual([]);
});

test.each(['ValidationException', 'InvalidArgument', 'InvalidParameterValue', 'ValidationError'])(
  '%s for any other cause stalls at the third time, and takes nobody back',
  async (code) => {
    expect((await fails(code, 2)).published).toEqual([]);
    const { published } = await fails(code, 3);
    expect(published).toMatchObject([{ event: 'StageStalled', detail: { code, call: 'EC2 CreateVpc' } }]);
    expect((await fails(code, 3)).record.failure?.advice).toContain('docs/runbook.md#aws-calls-a-request-invalid');
  },
);

/** A step that answers these in turn, the last from then on. */
const failsWith = (deliveries: number, answers: readonly (readonly [code: string, message: string])[]) =>
  delivers((n) => {
    const [name, message] = answers[Math.min(n, answers.length - 1)] ?? ['', ''];
    return name === 'Wait' ? new Wait(400, message) : Object.assign(new Error(message), { name, call: 'EC2 CreateVpc' });
  }, deliveries);

test.each([
  [
    'failures with another code',
    [
      ['ThrottlingException', 'slow'],
      ['ServiceUnavailable', 'down'],
    ],
  ],
  [
    'other answers that call it invalid',
    [
      ['InvalidArgument', 'no such zone'],
      ['InvalidParameterValue', 'no such zone'],
    ],
  ],
  [
    'those before a wait',
    [
      ['ValidationException', 'no'],
      ['ValidationException', 'no'],
      ['Wait', 'the VPC'],
    ],
  ],
] as const)('only answers with one code in a row count, not %s', async (_title, before) => {
  const answers = [...before, ['ValidationException', BREAKS_MODEL] as const];
  expect((await failsWith(before.length + 2, answers)).published).toEqual([]);
  expect((await failsWith(before.length + 3, answers)).published).toMatchObject([
    { event: 'StageFailed', detail: { code: 'ValidationException', message: BREAKS_MODEL } },
  ]);
});

test('the stage that takes others back never asks to be taken back itself', async () => {
  expect((await fails('ValidationException', 5, [], BREAKS_MODEL)).published.map(({ event }) => event)).toEqual(['StageStalled']);
});

test('a wait for AWS stalls past its deadline', async () => {
  const { published, record } = await delivers(() => new Wait(400, 'the NAT gateway'), 12);
  expect(published.map(({ event }) => event)).toEqual(['StageStalled']);
  expect(record.failure).toMatchObject({ kind: 'stalled', code: 'DeadlinePassed', message: 'still waiting after 3600 s: the NAT gateway' });
});

test.each<[string, () => Error]>([
  ['says so', () => Object.assign(new Error('no'), { name: 'OptInRequired' })],
  ['lets no role in', () => new SetupWait(400, 'the role')],
])('an account that AWS still sets up, and so %s, is waited for four hours in whatever step meets it', async (_how, error) => {
  const fourHours = (4 * 3600) / 400;
  expect((await delivers(error, fourHours + 1)).published).toEqual([]);
  expect((await delivers(error, fourHours + 2)).record.failure).toMatchObject({ kind: 'stalled', code: 'DeadlinePassed' });
});

test('what follows in the same step once the account is there still has the patience that the account had', async () => {
  const { published } = await delivers((n) => (n < 20 ? new SetupWait(400, 'the account') : new Wait(400, 'its roles')), 30);
  expect(published).toEqual([]);
});

test('a wait for a refusal to pass ends with the call and the advice of the refusal', async () => {
  const refusal = Object.assign(new Error('The vpc has dependencies'), { name: 'DependencyViolation', call: 'EC2 DeleteVpc' });
  const { record } = await delivers(() => new Wait(400, 'VPC vpc-1 to be free', undefined, refusal), 12);
  expect(record.failure).toMatchObject({ code: 'DeadlinePassed', call: 'EC2 DeleteVpc' });
  expect(record.failure?.advice).toContain('docs/runbook.md#something-still-uses-it');
});

test('a wait for something of our own has no deadline, and the record says what it waits for and since when', async () => {
  const { published, waits } = await delivers(() => new TurnWait(400, "another tenant's change"), 100);
  expect(published).toEqual([]);
  expect(waits.at(-1)).toMatchObject({ step: 'vpc', since: 0, turn: true, reason: "another tenant's change" });
});

test("a step's deadline begins when its turn has come", async () => {
  const turnComes = 50;
  const outcome = (n: number) => (n < turnComes ? new TurnWait(400, 'its turn') : new Wait(400, 'the NAT gateway'));
  const before = await delivers(outcome, turnComes + 10);
  expect(before.published).toEqual([]);
  expect(before.waits.at(-1)).toEqual({ step: 'vpc', generation: 1, since: turnComes * 400, reason: 'the NAT gateway' });
  expect((await delivers(outcome, turnComes + 11)).published).toMatchObject([
    { event: 'StageStalled', detail: { code: 'DeadlinePassed' } },
  ]);
});

test('what a step notes with its wait is in the record at its next look, and gone when it has progressed', async () => {
  const { waits } = await delivers((n) => (n < 2 ? new Wait(400, 'an answer', { requestId: `r-${n}` }) : undefined), 3);
  expect(waits.map((waiting) => waiting?.note)).toEqual([{ requestId: 'r-0' }, { requestId: 'r-1' }, undefined]);
});

test('a step that is done reports what it has made, and its removal nothing', async () => {
  const vpc = step(
    'vpc',
    { ensure: async () => ({ vpcId: 'vpc-1', cidr: '10.0.0.0/16' }), remove: async () => {} },
    {
      creates: [{ type: 'AWS::EC2::VPC', id: 'vpcId' }],
    },
  ) as unknown as AnyStep;
  const network = stage('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved })
    .on(AccountReady)
    .step(vpc as never)
    .publishes(NetworkPeered as never) as unknown as AnyStage;
  const reports: unknown[] = [];
  const { ports } = memoryPorts({
    progress: ({ state, direction, created }) => void reports.push([direction, state, created]),
  });
  const run = runner(network, ports);
  const heard = ({ name }: EventDefinition) => ({ name, detail: { tenantId: 'T', eventId: `T/${name}`, causedBy: '', at: '' } });
  await run(heard(AccountReady));
  await run(heard(TenantOffboarding));
  await run(heard(PipelineRemoved));
  expect(reports).toEqual([
    ['ensure', 'started', undefined],
    ['ensure', 'done', [{ type: 'AWS::EC2::VPC', id: 'vpc-1' }]],
    ['remove', 'started', undefined],
    ['remove', 'done', undefined],
  ]);
});
