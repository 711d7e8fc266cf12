import { isCode, isRefusal } from '@tenantry/shared/failure/errors';
import type { evolve } from '@tenantry/shared/saga/evolve';
import { SETTLE } from '@tenantry/shared/saga/ports';
import type { Message, next, receive, StageRecord } from '@tenantry/shared/saga/record';
import type { restored } from '@tenantry/shared/saga/restored';
import { type AnyStage, type AnyStep, stepNamed, stopsOn } from '@tenantry/shared/saga/stage';
import type { hear } from '@tenantry/shared/saga/turn';
import type { judge, Verdict } from '@tenantry/shared/saga/verdict';
import type { Mutant } from './mutant.ts';
import type { Scope } from './resources.ts';
import type { Io } from './world.ts';

type Breaks = Mutant['breaks'];
const evolves = (broken: (real: typeof evolve) => typeof evolve): Breaks => ({ evolve: (real) => ({ evolve: broken(real.evolve) }) });
const decides = (broken: (real: typeof next) => typeof next): Breaks => ({ record: (real) => ({ next: broken(real.next) }) });
const receives = (broken: (real: typeof receive) => typeof receive): Breaks => ({ record: (real) => ({ receive: broken(real.receive) }) });
const begins = (broken: (after: StageRecord, before: StageRecord, owner: string) => StageRecord): Breaks => ({
  turn: (real) => ({
    hear: (...given: Parameters<typeof hear>) => {
      const [after, action] = real.hear(...given);
      const [, before, , { owner }] = given;
      return [broken(after, before, owner), action];
    },
  }),
});
const judges = (broken: (verdict: Verdict, ...given: Parameters<typeof judge>) => Verdict): Breaks => ({
  verdict: (real) => ({ judge: (...given: Parameters<typeof judge>) => broken(real.judge(...given), ...given) }),
});
const restores = (broken: (real: typeof restored) => typeof restored): Breaks => ({
  restored: (real) => ({ restored: broken(real.restored) }),
});
const ensures = (broken: (step: AnyStep, ...given: Parameters<AnyStep['ensure']>) => ReturnType<AnyStep['ensure']>): Breaks => ({
  stage: ({ stepNamed }) => ({
    stepNamed: (...of) => {
      const step = stepNamed(...of);
      return { ...step, ensure: (...given) => broken(step, ...given) };
    },
  }),
});

const mapped = <A, B>(all: Readonly<Record<string, A>>, f: (one: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(all).map(([key, one]) => [key, f(one)]));
const isBackward = (stage: AnyStage, m: Message): boolean => [...stopsOn(stage), ...stage.removeOn].some(({ name }) => name === m.name);
const withoutKeys = (r: StageRecord): StageRecord => ({ ...r, seen: mapped(r.seen, (seen) => ({ ...seen, keys: [] })) });
const final = (verdict: Verdict, did: 'fail' | 'stall'): Verdict =>
  verdict.is === 'final' ? { is: 'final', fact: { ...verdict.fact, did } } : verdict;

/** Every rule of the runner, broken one at a time. */
export const mutants: readonly Mutant[] = [
  { rule: 'a lease outlives its worker', breaks: { ports: () => ({ LEASE: 4 }) } },
  {
    rule: 'every write checks the owner',
    breaks: evolves((real) => (r, worker, fact) => real({ ...r, lease: { until: 0, ...r.lease, owner: worker.owner } }, worker, fact)),
  },
  {
    rule: 'after an error the lease stays until reads show what was created',
    breaks: evolves((real) => (r, worker, fact) => real(r, worker, fact.did === 'settle' ? { ...fact, until: fact.until - SETTLE } : fact)),
  },
  {
    rule: 'a worker rests only if nothing arrived meanwhile',
    breaks: {
      turn: ({ tell }) => ({
        tell: (stage, r, worker, fact) => {
          const [after, action] = tell(stage, r, worker, fact);
          const hasArrived = after.generation !== worker.generation;
          return hasArrived ? [{ ...after, lease: undefined }, { do: 'nothing' }] : [after, action];
        },
      }),
    },
  },
  {
    rule: 'absent is permanent',
    breaks: receives((real) => (stage, r, m) => {
      const after = real(stage, r, m);
      return after === r || after.ended || isBackward(stage, m) ? after : { ...after, desired: 'present' };
    }),
  },
  {
    rule: 'a new key for a known event starts a generation',
    breaks: receives((real) => (stage, r, m) => {
      const after = real(stage, r, m);
      return after.desired === r.desired ? { ...after, generation: r.generation } : after;
    }),
  },
  { rule: 'a known key changes nothing', breaks: receives((real) => (stage, r, m) => real(stage, withoutKeys(r), m)) },
  {
    rule: 'what is done belongs to a generation',
    breaks: decides((real) => (stage, r) => real(stage, { ...r, done: mapped(r.done, (done) => ({ ...done, generation: r.generation })) })),
  },
  {
    rule: 'what was published belongs to a generation',
    breaks: decides((real) => (stage, r) => real(stage, { ...r, published: mapped(r.published, () => r.generation) })),
  },
  {
    rule: 'finishing old work never hides a new request',
    breaks: evolves(
      (real) => (r, worker, fact) => real(r, { ...worker, ...(fact.did === 'ensure' ? { generation: r.generation } : {}) }, fact),
    ),
  },
  { rule: 'intent is saved before the first call', breaks: begins((after, before) => ({ ...after, begun: before.begun })) },
  {
    rule: 'removal walks the list backwards',
    breaks: decides((real) => (stage, r) => real(r.desired === 'absent' ? { ...stage, entries: stage.entries.toReversed() } : stage, r)),
  },
  {
    rule: 'removal waits for every stage that stands on it',
    breaks: decides((real) => (stage, r) => real(stage.removeOn.some(({ name }) => r.seen[name]) ? { ...stage, removeOn: [] } : stage, r)),
  },
  {
    rule: 'a finished stage stalls and never rolls back',
    breaks: evolves((real) => (r, worker, fact) => ({
      ...real(fact.did === 'fail' ? { ...r, finished: false } : r, worker, fact),
      finished: r.finished || fact.did === 'finish',
    })),
  },
  {
    rule: 'finished is saved before the last event goes out',
    breaks: decides((real) => (stage, r) => real(stage, { ...r, finished: true })),
  },
  {
    rule: 'only a terminal error rolls back: a deadline stalls',
    breaks: judges((verdict) =>
      verdict.is === 'final' && verdict.fact.failure.code === 'DeadlinePassed' ? final(verdict, 'fail') : verdict,
    ),
  },
  {
    rule: 'what AWS calls invalid for another cause than our request takes nobody back',
    breaks: judges((verdict, _stage, _record, _action, error) => (isRefusal(error) ? final(verdict, 'fail') : verdict)),
  },
  {
    rule: "a request that breaks the API's model takes a half-built tenant back",
    breaks: judges((verdict, _stage, _record, _action, error) => (isCode(error, 'TerminalError') ? verdict : final(verdict, 'stall'))),
  },
  { rule: 'what no further try changes is not tried a dozen times', breaks: { record: () => ({ REFUSALS: 12 }) } },
  {
    rule: 'a wait for something of our own has no deadline',
    breaks: judges((verdict, stage, _record, { step }, _error, now) => {
      if (verdict.is !== 'wait' || now - verdict.waiting.since <= stepNamed(stage, step).deadlineSeconds) return verdict;
      return { is: 'final', fact: { did: 'stall', failure: { step, call: '', code: 'DeadlinePassed', message: '', advice: '' } } };
    }),
  },
  {
    rule: 'a killed worker counts as an attempt',
    breaks: begins((after, _before, owner) => (after.lease?.owner === owner ? { ...after, attempts: after.attempts - 1 } : after)),
  },
  {
    rule: 'what a busy message says is looked at again',
    breaks: {
      runner: ({ runner }) => ({
        runner: (stage, ports) => async (message) => {
          const outcome = await runner(stage, ports)(message);
          return outcome.kind === 'again' && outcome.reason === 'busy' ? { kind: 'done' } : outcome;
        },
      }),
    },
  },
  {
    rule: 'a wait is remembered since when',
    breaks: judges((verdict, _stage, _record, _action, _error, now) =>
      verdict.is === 'wait' ? { ...verdict, waiting: { ...verdict.waiting, since: now } } : verdict,
    ),
  },
  { rule: 'wake-ups that are not the outstanding one are dropped', breaks: { record: () => ({ isStale: () => false }) } },
  {
    rule: 'what the record says of a step is a hint: the step verifies it',
    breaks: ensures(async (step, scope, needs, saved) => (Object.keys(saved).length > 0 ? saved : step.ensure(scope, needs, saved))),
  },
  {
    rule: 'what the record does not know is looked for before it is created',
    breaks: ensures((step, scope, needs, saved) => {
      const { io } = scope as Scope;
      let isBlind = Object.keys(saved).length === 0;
      const blind: Io = async (effect, options) => {
        const answer = await io(effect, options);
        const unseen = isBlind && answer === true;
        isBlind = false;
        return unseen ? (false as typeof answer) : answer;
      };
      return step.ensure({ io: blind } as never, needs, saved);
    }),
  },
  {
    rule: 'a restored record counts on from a generation that nobody has published in',
    breaks: restores((real) => (tenantId, then, now, known) => ({
      ...real(tenantId, then, now, known),
      generation: then?.generation ?? 1,
    })),
  },
  {
    rule: 'a restored stage may have begun since: its removal looks',
    breaks: restores((real) => (tenantId, then, now, known) => ({ ...real(tenantId, then, now, known), begun: then?.begun ?? false })),
  },
  {
    rule: 'a restored stage knows of the decision to remove its tenant before it does anything',
    breaks: restores(
      (real) =>
        (tenantId, then, now, { isGone }) =>
          real(tenantId, then, now, { isGone }),
    ),
  },
  {
    rule: 'a restore brings nothing back that is gone',
    breaks: restores(
      (real) =>
        (tenantId, then, now, { removed }) =>
          real(tenantId, then, now && { ...now, ended: false }, { isGone: false, removed }),
    ),
  },
  { rule: 'a replay after a restore begins before its moment', breaks: { restored: () => ({ OVERLAP: 0 }) } },
];
