import { describe, expect, test } from '@jest/globals';
import { STAGES } from '@tenantry/saga/stages';
import fc from 'fast-check';
import { timelineOf } from '../api/tenants/timeline.ts';
import { compareFacts, type Fact } from './fact.ts';
import { evolve, freshHistory } from './history.ts';
import { cidrOf, configurationOf, stagesOf, stateOf, summaryOf, variablesOf } from './view.ts';

const TENANT = '01JD0000000000000000000000';
const at = (second: number): string => new Date(1_800_000_000_000 + second * 1000).toISOString();
const fact = (name: string, second: number, detail: object = {}, suffix = '1'): Fact => ({
  name,
  eventId: `${TENANT}/${name}/${suffix}`,
  at: at(second),
  causedBy: '',
  detail: { ...detail },
});
const progress = (stage: string, step: string, state: string, second: number, more: object = {}): Fact =>
  fact(
    'StageProgressed',
    second,
    { stage, step, state, direction: 'ensure', generation: 1, ...more },
    `${stage}/${step}/${state}/${second}`,
  );
const failure = (name: 'StageFailed' | 'StageStalled', stage: string, second: number): Fact =>
  fact(
    name,
    second,
    { stage, step: 'nat-gateway', generation: 1, call: 'EC2 CreateNatGateway', code: 'C', message: 'no', advice: 'do' },
    stage,
  );
const history = (facts: readonly Fact[]) => facts.reduce(evolve, freshHistory(TENANT));
const requested = fact('TenantRequested', 0, { slug: 'mercy', name: 'Mercy', domain: 'mercy.app.localhost', variables: { A: '1' } });

const EVENTS = STAGES.flatMap(({ waitsFor, ready, removed }) => [...waitsFor, ...(ready ? [ready] : []), removed]);
/** Facts with few times and ids, so that ties and republications are common. The same id and time have the same detail. */
const anyFact: fc.Arbitrary<Fact> = fc
  .record({
    name: fc.constantFrom('StageProgressed', 'StageFailed', 'StageStalled', 'TenantVariablesChanged', 'TenantOffboarding', ...EVENTS),
    second: fc.nat({ max: 6 }),
    stage: fc.constantFrom(...STAGES.map(({ name }) => name)),
    state: fc.constantFrom('started', 'waiting', 'retrying', 'done'),
    step: fc.constantFrom('vpc', 'subnets'),
  })
  .map(({ name, second, stage, state, step }) =>
    name === 'StageProgressed'
      ? progress(stage, step, state, second)
      : fact(
          name,
          second,
          { stage: name.startsWith('Stage') ? stage : 'network', step: 'vpc', variables: { AT: String(second) } },
          name.startsWith('Stage') ? stage : '1',
        ),
  );

describe('the history of a tenant', () => {
  test('is the same in whatever order and however often its events arrive', () => {
    const shuffledWithRepeats = fc
      .array(anyFact, { maxLength: 25 })
      .chain((facts) =>
        fc.tuple(
          fc.constant(facts),
          fc.shuffledSubarray(facts, { minLength: facts.length }),
          fc.array(fc.constantFrom(...(facts.length > 0 ? facts : [requested])), { maxLength: 10 }),
        ),
      );
    fc.assert(
      fc.property(shuffledWithRepeats, ([facts, shuffled, repeats]) => {
        const known = facts.length > 0 ? repeats : [];
        expect(history([...known, ...shuffled, ...known])).toEqual(history(facts));
        expect(timelineOf(shuffled, 'us-east-1')).toEqual(timelineOf(facts, 'us-east-1'));
      }),
      { numRuns: 500 },
    );
  });

  test('answers itself when a fact says nothing new', () => {
    const before = history([requested, progress('network', 'vpc', 'started', 2)]);
    expect(evolve(before, requested)).toBe(before);
    expect(evolve(before, progress('network', 'vpc', 'started', 2))).toBe(before);
  });

  test('sorts facts of one millisecond: a start before its end, and both before what the stage says at the end', () => {
    const sorted = [fact('NetworkPeered', 1), progress('network', 'vpc', 'done', 1), progress('network', 'vpc', 'started', 1)].sort(
      compareFacts,
    );
    expect(sorted.map(({ name, detail }) => detail.state ?? name)).toEqual(['started', 'done', 'NetworkPeered']);
  });
});

describe('the state of a tenant', () => {
  test.each([
    ['requested', [requested]],
    ['onboarding', [requested, progress('account', 'account', 'started', 1)]],
    ['stalled', [requested, progress('network', 'vpc', 'started', 1), failure('StageStalled', 'network', 2)]],
    ['onboarding', [requested, failure('StageStalled', 'network', 2), progress('network', 'nat-gateway', 'started', 3)]],
    ['failed', [requested, failure('StageFailed', 'network', 2)]],
    ['ready', [requested, fact('TenantReady', 5)]],
    ['ready', [requested, fact('TenantReady', 5), failure('StageStalled', 'edge', 6)]],
    ['offboarding', [requested, fact('TenantReady', 5), fact('TenantOffboarding', 4)]],
    ['offboarded', [requested, fact('TenantOffboarded', 9), fact('TenantReady', 10)]],
  ])('is %s', (state, facts) => {
    expect(stateOf(history(facts))).toBe(state);
  });

  test('of a live tenant with a stalled stage names the stage', () => {
    expect(summaryOf(history([requested, fact('TenantReady', 5), failure('StageStalled', 'edge', 6)]))).toMatchObject({
      state: 'ready',
      stalled: ['edge'],
    });
  });
});

describe('what a stage last said', () => {
  const now = Date.parse(at(60));
  const row = (facts: readonly Fact[], stage: string) => stagesOf(history(facts), now).find((candidate) => candidate.stage === stage);

  test('is its step and what it waits for', () => {
    const waiting = progress('network', 'nat-available', 'waiting', 7, { reason: 'NAT gateway nat-1 to become available' });
    expect(row([progress('network', 'vpc', 'started', 2), waiting], 'network')).toEqual({
      stage: 'network',
      step: 'nat-available',
      direction: 'ensure',
      state: 'waiting',
      generation: 1,
      reason: 'NAT gateway nat-1 to become available',
      since: at(2),
      generationSince: at(2),
      at: at(7),
    });
  });
  test('says since when it is at what it was asked for last', () => {
    const again = progress('network', 'vpc', 'started', 90, { generation: 2 });
    const facts = [progress('network', 'vpc', 'started', 2), again, progress('network', 'vpc', 'done', 91, { generation: 2 })];
    expect(row(facts, 'network')).toMatchObject({ since: at(2), generationSince: at(90) });
    expect(row(facts.toReversed(), 'network')).toMatchObject({ since: at(2), generationSince: at(90) });
  });
  test('is the event it waits for when it has done all it can', () => {
    expect(row([fact('CertificateRequested', 1), progress('dns', 'validation', 'done', 2)], 'dns')).toMatchObject({
      state: 'waiting',
      reason: 'EdgeReady to be published',
    });
  });
  test('is finished once it has published its last event, until it works again', () => {
    const facts = [progress('network', 'routes', 'done', 5), fact('NetworkPeered', 6)];
    expect(row(facts, 'network')?.finishedAt).toBe(at(6));
    expect(row([...facts, progress('network', 'vpc', 'started', 8)], 'network')?.finishedAt).toBeUndefined();
  });
  test('is also what is tried again, with the call and what to do, long before the stage gives up', () => {
    const trouble = {
      reason: 'NatGatewayLimitExceeded: no room',
      call: 'EC2 CreateNatGateway',
      code: 'NatGatewayLimitExceeded',
      advice: 'Raise it.',
    };
    expect(row([progress('network', 'natGateway', 'retrying', 3, trouble)], 'network')).toMatchObject({
      state: 'retrying',
      failure: {
        step: 'natGateway',
        call: 'EC2 CreateNatGateway',
        code: 'NatGatewayLimitExceeded',
        message: 'no room',
        advice: 'Raise it.',
      },
    });
  });
  test('is the failure, with the call and what to do', () => {
    expect(row([failure('StageStalled', 'network', 3)], 'network')).toMatchObject({
      state: 'stalled',
      failure: { step: 'nat-gateway', call: 'EC2 CreateNatGateway', code: 'C', message: 'no', advice: 'do' },
    });
  });
});

describe('the configuration of a tenant', () => {
  test('has the ids of what was deployed and the variables as last changed', () => {
    const facts = [
      requested,
      fact('AccountReady', 1, { accountId: '200000000001', slug: 'mercy' }),
      fact('NetworkPeered', 2, { vpcId: 'vpc-1', cidr: '10.64.0.0/20' }),
      fact('TenantVariablesChanged', 3, { variables: { APP_B: '2' } }),
    ];
    expect(configurationOf(history(facts))).toEqual({
      accountId: '200000000001',
      vpcId: 'vpc-1',
      cidr: '10.64.0.0/20',
      variables: { APP_B: '2' },
    });
    expect(variablesOf(history([requested]))).toEqual({ APP_A: '1' });
  });
  test('has no range once the network is gone', () => {
    const peered = fact('NetworkPeered', 2, { cidr: '10.64.0.0/20' });
    expect(cidrOf(history([peered]))).toBe('10.64.0.0/20');
    expect(cidrOf(history([fact('NetworkRemoved', 3), peered]))).toBeUndefined();
  });
});

describe('the timeline', () => {
  test('says how long a step took, what it waited for and what was tried again', () => {
    const facts = [
      progress('network', 'nat', 'started', 0),
      progress('network', 'nat', 'retrying', 4, { reason: 'Throttling' }),
      progress('network', 'nat', 'waiting', 10, { reason: 'nat-1' }),
      progress('network', 'nat', 'done', 90),
      requested,
    ];
    expect(timelineOf(facts, 'us-east-1')).toMatchObject({
      events: [{ event: 'TenantRequested' }],
      steps: [
        {
          stage: 'network',
          step: 'nat',
          seconds: 90,
          waits: [{ reason: 'nat-1', from: at(10), to: at(90), seconds: 80 }],
          retries: [{ at: at(4), reason: 'Throttling' }],
        },
      ],
    });
  });
});
