import { describe, expect, test } from '@jest/globals';
import { TenantAttentionCleared, TenantAttentionRaised } from '@tenantry/events-schema/attention';
import { STAGES } from '@tenantry/saga/stages';
import fc from 'fast-check';
import { type Fact, factOf } from '../fact.ts';
import { evolve, freshHistory, type TenantHistory } from '../history.ts';
import { attentionOf } from './attention.ts';
import { attentionChanges, episodeOf, toldOf } from './changes.ts';

const TENANT = '01JD0000000000000000000000';
const START = Date.parse('2026-11-24T09:00:00.000Z');
const minute = (count: number): number => START + count * 60_000;
const fact = (name: string, when: number, detail: object = {}): Fact => ({
  name,
  eventId: `${TENANT}/${name}/${JSON.stringify(detail)}/${when}`,
  at: new Date(minute(when)).toISOString(),
  causedBy: '',
  detail: { ...detail },
});
const requested = fact('TenantRequested', 0, { slug: 'mercy' });
const failure = { step: 'vpc', generation: 1, call: 'EC2 CreateVpc', code: 'VpcLimitExceeded', message: 'no', advice: 'raise it' };
const stalled = (stage: string, when: number): Fact => fact('StageStalled', when, { stage, ...failure });

/** What is said of a tenant as its facts arrive, each heard at once. */
const story = (facts: readonly Fact[]) => {
  const said: (readonly [string, string])[] = [];
  let history: TenantHistory = freshHistory(TENANT);
  const tell = (now: number): void => {
    for (const { name, detail } of attentionChanges(history, now)) {
      said.push([name, detail.eventId]);
      history = evolve(history, factOf(name, detail));
    }
  };
  for (const one of facts) {
    history = evolve(history, one);
    tell(Date.parse(one.at));
  }
  return { said, history, tell };
};

describe('of what a tenant needs attention for, the bus hears', () => {
  test('once that it begins and once that it is over, in events that their schemas take', () => {
    const { said, history } = story([requested, stalled('network', 5), stalled('network', 5), fact('NetworkPeered', 9)]);
    expect(said.map(([name]) => name)).toEqual([TenantAttentionRaised.name, TenantAttentionCleared.name]);
    expect(said[0]?.[1]).toBe(`${TENANT}/admin/TenantAttentionRaised/stalled/network/2026-11-24T09:05:00.000Z`);
    expect(toldOf(history)).toEqual([]);
  });

  test('what failed, what to do and where that is written', () => {
    const [raised] = attentionChanges([requested, stalled('network', 5)].reduce(evolve, freshHistory(TENANT)), minute(6));
    expect(TenantAttentionRaised.detail.parse(raised?.detail)).toEqual(raised?.detail);
    expect(raised?.detail).toMatchObject({
      kind: 'stalled',
      stage: 'network',
      step: 'vpc',
      call: 'EC2 CreateVpc',
      code: 'VpcLimitExceeded',
      advice: 'raise it',
      action: 'retry',
      link: 'docs/runbook.md#stalled-stage',
    });
  });

  test('once more when a stage stalls once more, and that somebody has silenced it', () => {
    const silenced = { kind: 'stalled', stage: 'network', handling: 'silenced', until: new Date(minute(60)).toISOString(), reason: 'seen' };
    const { said, history } = story([requested, stalled('network', 5), fact('AttentionHandled', 6, silenced), stalled('network', 7)]);
    expect(said.map(([name]) => name)).toEqual([TenantAttentionRaised.name, TenantAttentionRaised.name]);
    expect(history.latest['attention/stalled/network']?.detail).toMatchObject({ silencedUntil: silenced.until });
  });

  test('the same event, by its id, until it is known to be said', () => {
    const history = [requested, stalled('network', 5)].reduce(evolve, freshHistory(TENANT));
    const ids = (now: number) => attentionChanges(history, now).map(({ detail }) => detail.eventId);
    expect(ids(minute(6))).toEqual(ids(minute(60)));
    expect(ids(minute(6))).toHaveLength(1);
  });

  test('what time alone brings, when somebody looks', () => {
    const { said, tell } = story([requested]);
    expect(said).toEqual([]);
    tell(minute(16));
    expect(said.map(([name]) => name)).toEqual([TenantAttentionRaised.name]);
    tell(minute(17));
    expect(said).toHaveLength(1);
  });

  const anyFact = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('TenantReady', 'NetworkPeered', 'EdgeReady', 'TenantOffboarding', 'TenantOffboarded', 'TenantVariablesChanged'),
        fc.nat(90),
      )
      .map(([name, when]) => fact(name, when)),
    fc
      .tuple(fc.constantFrom('StageStalled', 'StageFailed'), fc.constantFrom(...STAGES.map(({ name }) => name)), fc.nat(90))
      .map(([name, stage, when]) => fact(name, when, { stage, ...failure })),
    fc
      .tuple(fc.constantFrom(...STAGES), fc.constantFrom('started', 'waiting', 'retrying', 'done'), fc.nat(90))
      .map(([{ name: stage, steps }, state, when]) =>
        fact('StageProgressed', when, { stage, step: steps.at(-1)?.name, state, direction: 'ensure', generation: 1 }),
      ),
  );

  test('no event twice, and what is over does not come back, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 20 }), (facts) => {
        const inTime = [requested, ...facts].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
        const ids = story(inTime).said.map(([, id]) => id);
        expect(ids).toEqual([...new Set(ids)]);
      }),
      { numRuns: 500 },
    );
  });

  test('nothing more once all is heard, whatever happened', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 20 }), fc.nat(200), (facts, later) => {
        const heard = [requested, ...facts].reduce(evolve, freshHistory(TENANT));
        const now = minute(100 + later);
        const after = attentionChanges(heard, now).reduce((known, { name, detail }) => evolve(known, factOf(name, detail)), heard);
        expect(attentionChanges(after, now)).toEqual([]);
        expect([...toldOf(after)].sort()).toEqual(attentionOf(after, now).map(episodeOf).sort());
      }),
    );
  });
});
