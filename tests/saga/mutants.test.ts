import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cases, complaints } from './history.ts';
import { type Mutant, simulateMutant } from './mutant.ts';

/** Every rule of the runner, broken one at a time. The same property that holds for the real one must catch each. */
const mutants: readonly Mutant[] = [
  { rule: 'a lease outlives its worker', file: 'runner.ts', find: 'LEASE = TIMEOUT + SETTLE', replace: 'LEASE = 4' },
  { rule: 'every write checks the owner', file: 'lease.ts', find: 'if (r.lease?.owner !== owner) throw', replace: 'if (false) throw' },
  {
    rule: 'after an error the lease stays until reads show what was created',
    file: 'runner.ts',
    find: 'ports.now() + SETTLE, trouble',
    replace: 'ports.now(), trouble',
  },
  {
    rule: 'a worker rests only if nothing arrived meanwhile',
    file: 'lease.ts',
    find: "next(stage, held(r, owner)).do === 'nothing' ?",
    replace: 'held(r, owner) ?',
  },
  {
    rule: 'absent is permanent',
    file: 'record.ts',
    find: "desired: isBackward ? 'absent' : r.desired",
    replace: "desired: isBackward ? 'absent' : 'present'",
  },
  {
    rule: 'a new key for a known event starts a generation',
    file: 'record.ts',
    find: 'generation: again || turning ? r.generation + 1',
    replace: 'generation: turning ? r.generation + 1',
  },
  { rule: 'a known key changes nothing', file: 'record.ts', find: 'if (seen?.keys.includes(key)) return r;', replace: '' },
  {
    rule: 'what is done belongs to a generation',
    file: 'record.ts',
    find: 'r.done[entry.step.name]?.generation !== r.generation',
    replace: '!r.done[entry.step.name]',
  },
  {
    rule: 'what was published belongs to a generation',
    file: 'record.ts',
    find: 'r.published[name] === r.generation',
    replace: 'r.published[name] !== undefined',
  },
  {
    rule: 'finishing old work never hides a new request',
    file: 'runner.ts',
    find: 'lease.ensured(r, owner, step.name, out, at)',
    replace: 'lease.ensured(r, owner, step.name, out, r.generation)',
  },
  {
    rule: 'intent is saved before the first call',
    file: 'lease.ts',
    find: "begun: r.begun || next(stage, r).do === 'ensure'",
    replace: 'begun: r.begun',
  },
  { rule: 'removal walks the list backwards', file: 'record.ts', find: 'stage.entries.toReversed()', replace: 'stage.entries' },
  {
    rule: 'removal waits for every stage that stands on it',
    file: 'record.ts',
    find: 'stage.removeOn.every(',
    replace: 'stage.removeOn.some(',
  },
  { rule: 'a finished stage stalls and never rolls back', file: 'lease.ts', find: 'terminal && !r.finished &&', replace: 'terminal &&' },
  { rule: 'finished is saved before the last event goes out', file: 'record.ts', find: 'i === last && !r.finished', replace: 'false' },
  {
    rule: 'only a terminal error rolls back: a deadline stalls',
    file: 'runner.ts',
    find: 'deadlinePassed(wait, patience), false)',
    replace: 'deadlinePassed(wait, patience), true)',
  },
  {
    rule: 'what AWS calls invalid for another cause than our request takes nobody back',
    file: 'runner.ts',
    find: '(isRefused && isOursAlone(error))',
    replace: 'isRefused',
  },
  {
    rule: "a request that breaks the API's model takes a half-built tenant back",
    file: 'runner.ts',
    find: ' || (isRefused && isOursAlone(error))',
    replace: '',
  },
  {
    rule: 'what no further try changes is not tried a dozen times',
    file: 'runner.ts',
    find: 'const REFUSALS = 3',
    replace: 'const REFUSALS = 12',
  },
  {
    rule: 'a wait for something of our own has no deadline',
    file: 'runner.ts',
    find: 'if (!isTurn && ports.now()',
    replace: 'if (ports.now()',
  },
  { rule: 'a killed worker counts as an attempt', file: 'lease.ts', find: 'attempts: r.attempts + 1', replace: 'attempts: r.attempts' },
  {
    rule: 'what a busy message says is looked at again',
    file: 'runner.ts',
    find: "return { kind: 'again', seconds: Math.ceil(",
    replace: "return DONE; return { kind: 'again', seconds: Math.ceil(",
  },
  { rule: 'a wait is remembered since when', file: 'lease.ts', find: '? last.since : now', replace: '? now : now' },
  {
    rule: 'wake-ups that are not the outstanding one are dropped',
    file: 'record.ts',
    find: 'r.wake.token !== m.wake &&',
    replace: 'false &&',
  },
];

/** Enough for the rarest; each stops at its first complaint. */
const RUNS = 4000;

describe('the saga property catches a runner that breaks a rule', () => {
  test.each(mutants.map((mutant) => [mutant.rule, mutant] as const))('%s', async (_rule, mutant) => {
    const simulate = await simulateMutant(mutant);
    const result = await fc.check(
      fc.asyncProperty(cases, async (c) => complaints(c, await simulate(c.history)).length === 0),
      { numRuns: RUNS, seed: 1, endOnFailure: true },
    );
    expect(result.failed).toBe(true);
  });
});
