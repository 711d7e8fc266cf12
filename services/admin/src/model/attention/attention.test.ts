import { describe, expect, test } from '@jest/globals';
import { STAGES } from '@tenantry/saga/stages';
import type { Fact } from '../fact.ts';
import { evolve, freshHistory } from '../history.ts';
import { attentionOf } from './attention.ts';

const TENANT = '01JD0000000000000000000000';
const START = Date.parse('2026-11-24T09:00:00.000Z');
const minute = (count: number): number => START + count * 60_000;
const at = (count: number): string => new Date(minute(count)).toISOString();
const DAY = 24 * 60;

const fact = (name: string, when: number, detail: object = {}): Fact => ({
  name,
  eventId: `${TENANT}/${name}/${JSON.stringify(detail)}/${when}`,
  at: at(when),
  causedBy: '',
  detail: { ...detail },
});
const requested = fact('TenantRequested', 0, { slug: 'mercy' });
const said = (stage: string, step: string, state: string, when: number, direction = 'ensure'): Fact =>
  fact('StageProgressed', when, { stage, step, state, direction, generation: 1, reason: 'something' });
const gaveUp = (name: 'StageStalled' | 'StageFailed', stage: string, step: string, when: number): Fact =>
  fact(name, when, { stage, step, generation: 1, call: 'EC2 CreateVpc', code: 'VpcLimitExceeded', message: 'no', advice: 'raise it' });
const handled = (handling: string, when: number, more: object = {}): Fact =>
  fact('AttentionHandled', when, { kind: 'stalled', stage: 'network', handling, reason: 'seen', requestedBy: 'user-1', ...more });
const [before, stalledAt, after] = (STAGES.find(({ name }) => name === 'network')?.steps ?? []).map(({ name }) => name) as [
  string,
  string,
  string,
];
const stalled = gaveUp('StageStalled', 'network', stalledAt, 5);

/** For what a tenant needs attention so many minutes after it was requested: kinds, with their stages. */
const kinds = (when: number, ...facts: readonly Fact[]): readonly string[] =>
  needs(when, ...facts).map(({ kind, stage }) => `${kind} ${stage ?? ''}`.trim());
const needs = (when: number, ...facts: readonly Fact[]) =>
  attentionOf([requested, ...facts].reduce(evolve, freshHistory(TENANT)), minute(when));

describe('a tenant needs attention', () => {
  const live = [fact('TenantReady', 2)];
  const going = fact('TenantOffboarding', 4, { rolledBack: false });
  test.each([
    ['while its on-boarding is stalled', ['stalled network'], [stalled]],
    ['when it is ready and a stage has stalled', ['stalled network'], [...live, stalled]],
    ['when a stage stalls in its removal', ['stalled network'], [...live, going, stalled]],
    ['not for what stalled before it was removed', [], [...live, stalled, fact('TenantOffboarding', 6)]],
    ['not for a step that is tried again by itself', [], [said('network', stalledAt, 'retrying', 5)]],
    ['while a retry verifies the steps before', ['stalled network'], [stalled, said('network', before, 'done', 6)]],
    ['while a retry is at that step', ['stalled network'], [stalled, said('network', stalledAt, 'waiting', 6)]],
    ['no longer when a retry has come past that step', [], [stalled, said('network', stalledAt, 'done', 6)]],
    ['no longer when a retry is at a later step', [], [stalled, said('network', after, 'started', 6)]],
    [
      'no longer when the stage has published its event, whatever it does since',
      [],
      [stalled, fact('NetworkPeered', 6), said('network', before, 'done', 7)],
    ],
    [
      'in a removal until an earlier step is at work',
      ['stalled network'],
      [...live, going, stalled, said('network', after, 'done', 6, 'remove')],
    ],
    ['in a removal no longer then', [], [...live, going, stalled, said('network', before, 'started', 6, 'remove')]],
    ['for each stage', ['stalled network', 'stalled edge'], [stalled, gaveUp('StageStalled', 'edge', 'certificate', 6)]],
    ['while it is rolled back', ['rolledBack'], [gaveUp('StageFailed', 'network', stalledAt, 5)]],
    [
      'after it is rolled back',
      ['rolledBack'],
      [gaveUp('StageFailed', 'network', stalledAt, 5), fact('TenantOffboarding', 6, { rolledBack: true }), fact('TenantOffboarded', 7)],
    ],
    ['not when a person has off-boarded it', [], [...live, fact('OffboardRequested', 5), going, fact('TenantOffboarded', 7)]],
  ])('%s', (_when, expected, facts) => {
    expect(kinds(8, ...facts)).toEqual(expected);
  });

  test('never, if nobody requested it', () => {
    expect(attentionOf([stalled].reduce(evolve, freshHistory(TENANT)), minute(9))).toEqual([]);
  });

  test('with the failing call, what to do, and where that is written', () => {
    expect(needs(8, stalled)).toEqual([
      {
        kind: 'stalled',
        stage: 'network',
        step: stalledAt,
        since: at(5),
        reason: `Stage network stalled at ${stalledAt}: EC2 CreateVpc answered VpcLimitExceeded.`,
        failure: { step: stalledAt, call: 'EC2 CreateVpc', code: 'VpcLimitExceeded', message: 'no', advice: 'raise it' },
        advice: 'raise it',
        action: 'retry',
        link: 'docs/runbook.md#stalled-stage',
      },
    ]);
    expect(needs(8, stalled, said('network', before, 'done', 6))).toMatchObject([{ isRetried: true }]);
  });
});

describe('a release of a live tenant', () => {
  const live = [fact('TenantReady', 2)];
  const stage = STAGES.find(({ hears }) => hears.includes('TenantVariablesChanged'))?.name ?? '';
  const refused = gaveUp('StageStalled', stage, 'released', 6);

  test('that is not delivered says so: the tenant has what it had', () => {
    expect(kinds(8, ...live, fact('TenantVariablesChanged', 5), refused)).toEqual([`releaseFailed ${stage}`]);
  });
  test.each([
    ['a stage that stalls before the tenant is live', [fact('TenantVariablesChanged', 5), refused]],
    ['a stage that stalls although nothing was to be released', [...live, refused]],
    ['a stage that stalls long after the variables were delivered', [fact('TenantVariablesChanged', 1), ...live, refused]],
  ])('is not what is wrong with %s', (_what, facts) => {
    expect(kinds(8, ...facts)).toEqual([`stalled ${stage}`]);
  });
});

describe('a tenant of which nothing is heard', () => {
  test('needs attention from the moment on by which something is expected', () => {
    expect(kinds(15, said('network', before, 'started', 0))).toEqual([]);
    expect(needs(16, said('network', before, 'started', 0))).toMatchObject([
      { kind: 'quiet', stage: 'network', since: at(0), action: 'retry' },
    ]);
  });
  test('does not need it twice for a stage that stalled', () => {
    expect(kinds(2 * DAY, stalled)).toEqual(['stalled network']);
  });
  test('stays quiet when that is said, or somebody has taken it on', () => {
    const quiet = { kind: 'quiet', stage: 'network', since: at(0) };
    const facts = [
      said('network', before, 'started', 0),
      fact('TenantAttentionRaised', 16, quiet),
      handled('assigned', 17, { kind: 'quiet' }),
    ];
    expect(kinds(20, ...facts)).toEqual(['quiet network']);
  });
});

describe('what a person did about it', () => {
  const raised = fact('TenantAttentionRaised', 5, { kind: 'stalled', stage: 'network', since: at(5) });
  const cleared = fact('TenantAttentionCleared', 7, { kind: 'stalled', stage: 'network', since: at(5) });
  const again = gaveUp('StageStalled', 'network', stalledAt, 8);

  test('stands beside it: who, when and why', () => {
    const [one] = needs(9, stalled, handled('acknowledged', 6), handled('assigned', 6, { to: 'ada' }));
    expect(one).toMatchObject({
      acknowledged: { at: at(6), by: 'user-1', reason: 'seen' },
      assigned: { to: 'ada' },
    });
  });
  test('is about nothing else', () => {
    const facts = [stalled, handled('acknowledged', 6, { stage: 'edge' }), handled('acknowledged', 6, { kind: 'quiet' })];
    expect(needs(9, ...facts)[0]).not.toHaveProperty('acknowledged');
  });
  test('ends with it', () => {
    const facts = [
      stalled,
      raised,
      handled('acknowledged', 6),
      handled('silenced', 6, { until: at(DAY) }),
      handled('assigned', 6, { to: 'ada' }),
    ];
    const [one] = needs(9, ...facts, said('network', after, 'started', 7), cleared, again);
    expect(one).toMatchObject({ since: at(8) });
    expect(Object.keys(one ?? {})).not.toEqual(expect.arrayContaining([expect.stringMatching(/acknowledged|assigned|silenced/)]));
  });
  test('is no longer an acknowledgement when the stage stalls once more; a silence and its carer last', () => {
    const facts = [
      stalled,
      raised,
      handled('acknowledged', 6),
      handled('silenced', 6, { until: at(DAY) }),
      handled('assigned', 6, { to: 'ada' }),
    ];
    const [one] = needs(9, ...facts, again);
    expect(one).toMatchObject({ silenced: { until: at(DAY) }, assigned: { to: 'ada' } });
    expect(one).not.toHaveProperty('acknowledged');
  });
  test('is no silence any more when its time is over', () => {
    const facts = [stalled, handled('silenced', 6, { until: at(60) })];
    expect(needs(59, ...facts)[0]).toHaveProperty('silenced');
    expect(needs(60, ...facts)[0]).not.toHaveProperty('silenced');
  });
  test('ends a rollback, once all of it is removed; a week ends it as well', () => {
    const failed = [gaveUp('StageFailed', 'network', stalledAt, 5), fact('TenantOffboarding', 6, { rolledBack: true })];
    const seen = handled('acknowledged', 7, { kind: 'rolledBack', stage: undefined });
    expect(kinds(8, ...failed, seen)).toEqual(['rolledBack']);
    expect(kinds(9, ...failed, seen, fact('TenantOffboarded', 8))).toEqual([]);
    expect(kinds(7 * DAY, ...failed, fact('TenantOffboarded', 8))).toEqual(['rolledBack']);
    expect(kinds(7 * DAY + 8, ...failed, fact('TenantOffboarded', 8))).toEqual([]);
  });
});
