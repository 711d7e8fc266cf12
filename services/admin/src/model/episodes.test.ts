import { describe, expect, test } from '@jest/globals';
import { STAGES } from '@tenantry/saga/stages';
import fc from 'fast-check';
import { timelineOf } from '../api/tenants/timeline.ts';
import { at, did, said, stalled, told } from '../testing/facts.ts';
import type { Fact } from './fact.ts';

const REQUESTED = 'admin/TenantRequested/1';
const timeline = (facts: readonly Fact[]) => timelineOf(facts, 'us-east-1');
/** Each episode: its name, what it came to, and its rows as `network 1 done`. */
const shown = (facts: readonly Fact[]) =>
  timeline(facts).episodes.map(({ title, outcome, stages }) => [
    title,
    outcome,
    stages.map(({ stage, generation, outcome: came }) => `${stage} ${generation} ${came}`),
  ]);

/** An on-boarding that was ready after 20 s. */
const ONBOARDED: readonly Fact[] = [
  told(REQUESTED, 0),
  ...did('account/account/1', 1, REQUESTED),
  told('account/AccountReady/1', 3, REQUESTED),
  ...did('network/vpc/1', 3.5, 'account/AccountReady/1'),
  ...did('edge/bucket/1', 4, 'account/AccountReady/1'),
  told('edge/OriginReady/1', 6, 'account/AccountReady/1'),
  told('edge/CertificateRequested/1', 6.1, 'account/AccountReady/1'),
  ...did('dns/label/1', 7, 'edge/CertificateRequested/1'),
  told('edge/EdgeReady/1', 9, 'account/AccountReady/1'),
  ...did('dns/records/1', 10, 'edge/EdgeReady/1'),
  told('dns/DnsReady/1', 12, 'edge/EdgeReady/1'),
  told('network/NetworkPeered/1', 13, 'account/AccountReady/1'),
  ...did('pipeline/schema/1', 14, 'network/NetworkPeered/1'),
  told('pipeline/TenantReady/1', 20, 'dns/DnsReady/1'),
];
const ONBOARDING = ['On-boarding', 'done', ['account 1 done', 'network 1 done', 'edge 1 done', 'dns 1 done', 'pipeline 1 done']];

describe('an episode', () => {
  test('is the on-boarding, from the request until the tenant was ready', () => {
    expect(shown(ONBOARDED)).toEqual([ONBOARDING]);
    expect(timeline(ONBOARDED).episodes[0]).toMatchObject({ at: at(0), endedAt: at(20), seconds: 20 });
  });

  test('begins with changed variables, however soon after, and says who changed them', () => {
    const changed = told('admin/TenantVariablesChanged/1', 21, '', { variables: {}, requestedByName: 'ada' });
    const facts = [...ONBOARDED, changed, ...did('pipeline/schema/2', 22, 'admin/TenantVariablesChanged/1')];
    expect(shown(facts)).toEqual([ONBOARDING, ['Variables changed', 'running', ['pipeline 2 waiting']]]);
    const done = [...facts, told('pipeline/TenantReady/2', 30, 'admin/TenantVariablesChanged/1')];
    expect(shown(done)[1]).toEqual(['Variables changed', 'done', ['pipeline 2 done']]);
    expect(timeline(done).episodes[1]).toMatchObject({ by: 'ada', at: at(21), endedAt: at(30), seconds: 9 });
  });

  test('of a worker that had begun before it belongs to the cause of its generation', () => {
    const changed = told('admin/TenantVariablesChanged/1', 15.5);
    const before = ONBOARDED.filter(({ name }) => name !== 'TenantReady');
    const facts = [...before, changed, ...did('pipeline/userPool/2', 17, 'network/NetworkPeered/1')];
    expect(shown(facts).at(-1)).toEqual(['Variables changed', 'running', ['pipeline 2 waiting']]);
  });

  test('of a retry ends only when all that heard of it have verified', () => {
    const retry = 'admin/StageRetryRequested/k';
    const facts = [
      ...ONBOARDED,
      told(retry, 100, '', { stage: 'edge', requestedByName: 'ada' }),
      ...did('edge/bucket/2', 101, retry),
      told('edge/OriginReady/2', 103, retry),
      ...did('pipeline/schema/2', 104, 'edge/OriginReady/2'),
      told('edge/CertificateRequested/2', 105, retry),
      told('pipeline/TenantReady/2', 106, 'edge/OriginReady/2'),
      ...did('dns/label/2', 106, 'edge/CertificateRequested/2'),
      told('edge/EdgeReady/2', 108, retry),
      ...did('dns/label/3', 109, 'edge/EdgeReady/2'),
    ];
    expect(timeline(facts).episodes[1]).toMatchObject({ title: 'Retry of edge', by: 'ada', outcome: 'running' });
    const done = [
      ...facts,
      told('dns/DnsReady/3', 111, 'edge/EdgeReady/2'),
      ...did('pipeline/schema/3', 112, 'dns/DnsReady/3'),
      told('pipeline/TenantReady/3', 114, 'dns/DnsReady/3'),
    ];
    expect(timeline(done).episodes[1]).toMatchObject({ outcome: 'done', endedAt: at(114), seconds: 14 });
    expect(shown(done)[0]).toEqual(ONBOARDING);
  });

  test('of events that were sent again is neither the on-boarding nor a change', () => {
    const facts = [
      ...ONBOARDED,
      ...did('network/vpc/2', 5000, 'account/AccountReady/1'),
      told('network/NetworkPeered/2', 5002, 'account/AccountReady/1'),
    ];
    const more = [
      ...facts,
      ...did('pipeline/schema/2', 5003, 'network/NetworkPeered/2'),
      told('pipeline/TenantReady/2', 5005, 'network/NetworkPeered/2'),
    ];
    expect(shown(more)).toEqual([ONBOARDING, ['Events sent again', 'done', ['network 2 done', 'pipeline 2 done']]]);
  });

  test('keeps the attempts that failed when a retry has succeeded', () => {
    const retry = 'admin/StageRetryRequested/k';
    const facts = [
      told(REQUESTED, 0),
      told('account/AccountReady/1', 3, REQUESTED),
      said('network/natGateway/1', 'started', 4, 'account/AccountReady/1'),
      said('network/natGateway/1', 'retrying', 5, 'account/AccountReady/1', { reason: 'no', code: 'NatGatewayLimitExceeded' }),
      said('network/natGateway/1', 'retrying', 9, 'account/AccountReady/1', { reason: 'no', code: 'NatGatewayLimitExceeded' }),
      stalled('network/natGateway/1', 17, 'account/AccountReady/1'),
    ];
    expect(shown(facts)).toEqual([['On-boarding', 'attention', ['network 1 attention']]]);
    const again = [...facts, told(retry, 60, '', { stage: 'network' }), ...did('network/natGateway/2', 61, retry)];
    expect(shown(again)[0]?.[2]).toEqual(['network 1 attention']);
    expect(shown(again)[1]).toEqual(['Retry of network', 'running', ['network 2 waiting']]);
    const [first] = timeline(again).steps;
    expect([first?.retries.length, first?.failure?.message]).toEqual([2, 'The limit is reached.']);
  });

  test('is the off-boarding, with its sweep and its closing', () => {
    const asked = 'admin/OffboardRequested/1';
    const decided = 'offboard/TenantOffboarding/1';
    const back = { direction: 'remove' };
    const facts = [
      ...ONBOARDED,
      told(asked, 50, '', { reason: 'the contract ended', requestedByName: 'ada' }),
      told(decided, 51, asked),
      ...did('pipeline/schema/2', 52, decided, back),
      told('pipeline/PipelineRemoved/2', 54, decided),
      ...did('network/vpc/2', 55, 'pipeline/PipelineRemoved/2', back),
      told('account/AccountReleased/2', 60, 'network/NetworkRemoved/2'),
      ...did('offboard/sweep/1', 61, 'account/AccountReleased/2'),
      told('offboard/TenantOffboarded/1', 64, 'account/AccountReleased/2'),
    ];
    expect(shown(facts)).toEqual([ONBOARDING, ['Off-boarding', 'done', ['pipeline 2 done', 'network 2 done', 'offboard 1 done']]]);
    expect(timeline(facts).episodes[1]).toMatchObject({ by: 'ada', reason: 'the contract ended', at: at(50), endedAt: at(64) });
  });

  test('of an on-boarding that failed says so, and its removal is a roll-back', () => {
    const facts = [
      told(REQUESTED, 0),
      told('account/AccountReady/1', 3, REQUESTED),
      said('network/natGateway/1', 'started', 4, 'account/AccountReady/1'),
      said('edge/bucket/1', 'started', 4.5, 'account/AccountReady/1'),
      stalled('network/natGateway/1', 5, 'account/AccountReady/1', 'StageFailed'),
      told('offboard/TenantOffboarding/1', 6, 'network/StageFailed/1', { rolledBack: true, reason: 'no' }),
      // A worker that was at it when the removal began.
      said('edge/bucket/1', 'done', 7, 'account/AccountReady/1'),
      ...did('network/natGateway/2', 8, 'offboard/TenantOffboarding/1', { direction: 'remove' }),
      ...did('edge/bucket/2', 9, 'offboard/TenantOffboarding/1', { direction: 'remove' }),
    ];
    expect(shown(facts)).toEqual([
      ['On-boarding', 'failed', ['network 1 failed', 'edge 1 stopped']],
      ['Roll-back', 'running', ['network 2 waiting', 'edge 2 waiting']],
    ]);
    expect(timeline(facts).episodes[0]).toMatchObject({ endedAt: at(7) });
  });

  test('of an isolation says who asked and why', () => {
    const isolation = { isolated: true, requestedByName: 'ada', reason: 'a virus' };
    expect(timeline([told('admin/IsolationChanged/1', 1, '', { isolation })]).episodes).toMatchObject([
      { title: 'Isolation', by: 'ada', reason: 'a virus' },
    ]);
  });
});

const EVENTS = STAGES.flatMap(({ name, waitsFor, ready, removed }) =>
  [...waitsFor, ...(ready ? [ready] : []), removed].map((event) => `${name}/${event}`),
);
const CAUSES = [
  'TenantRequested',
  'TenantVariablesChanged',
  'StageRetryRequested',
  'IsolationChanged',
  'OffboardRequested',
  'TenantOffboarding',
];
/** What might be heard next, in any order of the saga or none. */
const anything = fc.record({
  kind: fc.constantFrom('cause', 'event', 'progress', 'progress', 'progress', 'stalled'),
  cause: fc.constantFrom(...CAUSES),
  event: fc.constantFrom(...EVENTS),
  stage: fc.constantFrom(...STAGES.map(({ name }) => name)),
  step: fc.constantFrom('vpc', 'subnets'),
  state: fc.constantFrom('started', 'waiting', 'retrying', 'done'),
  direction: fc.constantFrom('ensure', 'ensure', 'remove'),
  generation: fc.integer({ min: 1, max: 3 }),
  causedBy: fc.nat({ max: 30 }),
});
const historyOf = (drawn: readonly (typeof anything extends fc.Arbitrary<infer T> ? T : never)[]): readonly Fact[] => {
  const facts: Fact[] = [told(REQUESTED, 0)];
  for (const [i, { kind, cause, event, stage, step, state, direction, generation, causedBy }] of drawn.entries()) {
    const by = facts[causedBy % facts.length]?.eventId.split('/').slice(1).join('/') ?? '';
    if (kind === 'cause') facts.push(told(`admin/${cause}/${i}`, i + 1, cause === 'TenantOffboarding' ? by : '', { stage }));
    else if (kind === 'event') facts.push(told(`${event}/${generation}`, i + 1, by));
    else if (kind === 'stalled') facts.push(stalled(`${stage}/${step}/${generation}`, i + 1, by));
    else facts.push(said(`${stage}/${step}/${generation}`, state, i + 1, by, { direction }));
  }
  return facts;
};

test('whatever comes later, an ended episode stays as it was', () => {
  const seen = { ended: 0 };
  fc.assert(
    fc.property(fc.array(anything, { minLength: 5, maxLength: 40 }), fc.nat(), (drawn, cut) => {
      const facts = historyOf(drawn);
      const [before, after] = [timeline(facts.slice(0, 1 + (cut % facts.length))), timeline(facts)];
      for (const episode of before.episodes.filter(({ endedAt }) => endedAt)) {
        seen.ended++;
        expect(after.episodes.find(({ id }) => id === episode.id)).toEqual(episode);
        const rowsOf = ({ steps }: typeof after) => steps.filter((step) => step.episode === episode.id);
        expect(rowsOf(after)).toEqual(rowsOf(before));
      }
    }),
    { numRuns: 1_000 },
  );
  expect(seen.ended).toBeGreaterThan(100);
});
