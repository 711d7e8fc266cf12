import { FORWARD } from '@tenantry/saga/stages';
import fc from 'fast-check';
import type { BrokenKind } from './resources.ts';
import type { End, History } from './simulate.ts';
import { RESOURCES } from './stages.ts';
import type { FaultKind } from './world.ts';

/** A history and how it has to end: with the tenant ready, isolated, suspended, or with nothing left. */
export interface Case {
  readonly name: string;
  readonly history: History;
  readonly end: 'ready' | 'isolated' | 'suspended' | 'gone';
}
/** Long after retries have run out and the stage has stalled, seconds. */
const STALLED_BY = 4000;
/** Past the longest deadline of a step, seconds. */
const QUEUED_UNTIL = 5000;

const kinds: readonly FaultKind[] = ['before', 'after', 'killBefore', 'killAfter', 'freeze', 'slow'];
const faults = fc
  .array(fc.tuple(fc.nat(350), fc.constantFrom(...kinds)), { maxLength: 14 })
  .map((list) => Object.fromEntries(list) as History['faults']);
const duplicates = fc.array(fc.record({ of: fc.nat(12), after: fc.double({ min: 0, max: 30, noNaN: true }) }), { maxLength: 10 });
const weather = fc.record({ seed: fc.nat(), faults, duplicates });
const resource = fc.constantFrom(...RESOURCES);
const refused = fc.constantFrom('step' as const, 'model' as const);
const seconds = (min: number, max: number) => fc.integer({ min, max });
/** A restore at a second, to a part of the time until then, of one stage or of all. */
const setBack = (from: number, until: number) =>
  fc.tuple(
    seconds(from, until),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(undefined, ...FORWARD.map(({ name }) => name)),
  );

const scenario = <T>(name: string, end: Case['end'], more: fc.Arbitrary<T>, build: (t: T) => Partial<History>): fc.Arbitrary<Case> =>
  fc.tuple(weather, more).map(([w, t]) => ({ name, end, history: { ...w, ...build(t) } }));

/** Every way a tenant's life may go. */
export const cases: fc.Arbitrary<Case> = fc.oneof(
  scenario('on-boarded', 'ready', fc.constant(0), () => ({})),
  scenario('off-boarded at any moment', 'gone', seconds(0, 90), (offboardAt) => ({ offboardAt })),
  scenario('a step that can never be', 'gone', fc.tuple(resource, refused), ([step, by]) => ({ terminal: { step, from: 0, by } })),
  scenario('everything replayed', 'ready', seconds(5, 120), (replayAt) => ({ replayAt })),
  scenario('replayed and off-boarded', 'gone', fc.tuple(seconds(0, 70), seconds(5, 140)), ([offboardAt, replayAt]) => ({
    offboardAt,
    replayAt,
  })),
  scenario('a replay after the end', 'gone', seconds(0, 70), (offboardAt) => ({ offboardAt, replayAt: 3000 })),
  scenario('isolated and let back', 'ready', fc.tuple(seconds(0, 120), seconds(1, 120), seconds(5, 300)), ([from, length, replayAt]) => ({
    isolatedFrom: from,
    isolatedUntil: from + length,
    replayAt,
  })),
  scenario('isolated for good, and replayed', 'isolated', fc.tuple(seconds(0, 120), seconds(5, 300)), ([isolatedFrom, replayAt]) => ({
    isolatedFrom,
    replayAt,
  })),
  scenario('off-boarded while isolated', 'gone', fc.tuple(seconds(0, 90), seconds(0, 90)), ([isolatedFrom, offboardAt]) => ({
    isolatedFrom,
    offboardAt,
  })),
  scenario('set back to an earlier moment', 'ready', setBack(5, 150), ([at, to, only]) => ({ restore: { at, to: at * to, only } })),
  scenario('set back, then off-boarded', 'gone', fc.tuple(setBack(5, 90), seconds(0, 90)), ([[at, to, only], after]) => ({
    restore: { at, to: at * to, only },
    offboardAt: at + after,
  })),
  scenario(
    'off-boarded, and set back meanwhile or later',
    'gone',
    fc.tuple(seconds(5, 60), setBack(1, 60)),
    ([offboardAt, [after, to, only]]) => ({
      offboardAt,
      restore: { at: offboardAt + after, to: (offboardAt + after) * to, only },
    }),
  ),
  scenario(
    'suspended and resumed, with another plan meanwhile',
    'ready',
    fc.tuple(seconds(0, 120), seconds(1, 120), seconds(0, 300), seconds(5, 300)),
    ([suspendedFrom, length, changedAt, replayAt]) => ({ suspendedFrom, suspendedUntil: suspendedFrom + length, changedAt, replayAt }),
  ),
  scenario('suspended for good, and replayed', 'suspended', fc.tuple(seconds(0, 120), seconds(5, 300)), ([suspendedFrom, replayAt]) => ({
    suspendedFrom,
    replayAt,
  })),
  scenario(
    'isolated while suspended, and let back',
    'suspended',
    fc.tuple(seconds(0, 90), seconds(0, 90), seconds(1, 120)),
    ([suspendedFrom, isolatedFrom, length]) => ({ suspendedFrom, isolatedFrom, isolatedUntil: isolatedFrom + length }),
  ),
  scenario('off-boarded while suspended', 'gone', fc.tuple(seconds(0, 90), seconds(0, 90)), ([suspendedFrom, offboardAt]) => ({
    suspendedFrom,
    offboardAt,
  })),
  scenario('drift repaired', 'ready', seconds(1500, 1530), (driftAt) => ({ driftAt })),
  scenario('a live tenant that fails for good', 'ready', fc.tuple(resource, refused), ([step, by]) => ({
    terminal: { step, from: 1500, by },
    replayAt: 1600,
  })),
  scenario(
    'stalled, then retried by a person',
    'ready',
    fc.tuple(resource, fc.constantFrom<BrokenKind>('error', 'invalid', 'used up', 'kill')),
    ([step, kind]) => ({
      broken: { step, until: STALLED_BY - 100, kind },
      retryAt: STALLED_BY,
    }),
  ),
  scenario('a wait past its deadline, then retried', 'ready', fc.constant(0), () => ({
    late: { step: 'natAvailable', seconds: 2000 },
    retryAt: STALLED_BY,
  })),
  // Not the validation record: edge watches ACM meanwhile, which is a wait for AWS, with a deadline.
  scenario(
    'its turn comes long after any deadline',
    'ready',
    resource.filter((step) => step !== 'validation'),
    (step) => ({ queued: { step, until: QUEUED_UNTIL } }),
  ),
);

const ALL = [...RESOURCES].sort().join();

/** What is wrong with the end of a history; empty when all promises were kept. */
export const complaints = (of: Case, e: End): readonly string[] => {
  const { name, history } = of;
  const wrong = [...e.problems, ...wrongEnd(of, e).filter((complaint) => complaint !== false)];
  const has = (fact: string) => e.facts.includes(fact);
  if (TELLS_STALL.some((start) => name.startsWith(start)) && !has('StageStalled')) wrong.push('nobody was told of the stall');
  if (name.startsWith('its turn') && has('StageStalled')) wrong.push('stalled while it waited for its turn');
  if (e.refusals > REFUSALS * (1 + Object.keys(history.faults).length)) wrong.push(`refused ${e.refusals} times before a person was asked`);
  if ((e.polls.get('natAvailable') ?? 0) > MOST_POLLS) wrong.push(`${e.polls.get('natAvailable')} polls of one wait`);
  if (name.startsWith('drift') && e.facts.filter((f) => f === 'NetworkPeered').length < 2) wrong.push('the repair was not published');
  const calm = Object.keys(history.faults).length === 0 && history.duplicates.length === 0 && name === 'on-boarded';
  if (calm && e.lastFactAt > CALM_SECONDS) wrong.push(`slow: ${e.lastFactAt.toFixed(0)} s without a fault`);
  return wrong;
};
/** Every stage that shuts something has said so since it was last asked for anything. */
const wrongHold = ({ records }: End, changed: string, said: string): readonly (string | false)[] =>
  FORWARD.filter(({ hears }) => hears.includes(changed)).map(({ name: stage }) => {
    const { published, generation, desired } = records.get(stage) ?? {};
    if (desired !== 'present') return `${stage} was taken back without being asked`;
    return published?.[said] !== generation && `${stage} has not said ${said}`;
  });
/** After a restore every stage has verified what it has, and said so. */
const wrongRestore = ({ records }: End): readonly (string | false)[] =>
  FORWARD.map(({ name, ready = '' }) => {
    const { published, generation } = records.get(name) ?? {};
    return published?.[ready] !== generation && `${name} has not said ${ready} again after the restore`;
  });

const wrongEnd = ({ end, history }: Case, e: End): readonly (string | false)[] => {
  const { owned, facts } = e;
  if (end === 'isolated') return wrongHold(e, 'IsolationChanged', 'StageIsolated');
  if (end === 'suspended') return wrongHold(e, 'SuspensionChanged', 'StageSuspended');
  return end === 'ready'
    ? [
        owned.join() !== ALL && `ready, but owns ${owned.join() || 'nothing'}`,
        !facts.includes('TenantReady') && 'never ready',
        facts.includes('TenantOffboarding') && 'taken back without being asked',
        ...(history.restore ? wrongRestore(e) : []),
      ]
    : [owned.length > 0 && `left behind: ${owned.join()}`, !facts.includes('TenantOffboarded') && 'never off-boarded'];
};

/** Without faults nobody ever has to wait for a lease to end: far less than the critical path and one lease. */
const CALM_SECONDS = 60;
/** What AWS refuses for a lasting cause stalls at the third time in a row; a fault between may break the row. */
const REFUSALS = 3;
const TELLS_STALL = ['a live tenant', 'stalled', 'a wait past'];
/** A deadline of 600 s polled every 3 s, once before and some after the retry: one wake-up chain, not two. */
const MOST_POLLS = 175;
