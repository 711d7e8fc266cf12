import { evolve, type Fact, type Worker } from './evolve.ts';
import { LEASE } from './ports.ts';
import { type Action, isStale, type Message, next, receive, type StageRecord } from './record.ts';
import type { AnyStage } from './stage.ts';

/** The two ways in which a record changes, pure: it hears a message, and a worker reports what it did. Both answer what is next. */

/** Takes the lease if it is free, and saves the intent to build before anything is built. */
export const take = (r: StageRecord, owner: string, now: number, action: Action): StageRecord =>
  r.lease && r.lease.until > now
    ? r
    : { ...r, lease: { owner, until: now + LEASE }, wake: undefined, attempts: r.attempts + 1, begun: r.begun || action.do === 'ensure' };

/** Frees the worker's lease if nothing is left to do. */
export const rest = (r: StageRecord, owner: string, action: Action): StageRecord =>
  action.do === 'nothing' && r.lease?.owner === owner ? { ...r, lease: undefined, attempts: 0, repeats: undefined } : r;

/**
 * Saves what a message says, no matter who has the lease, and takes the lease if it is free.
 * @returns also what is next; undefined when the message changes nothing and asks for nothing
 */
export const hear = (
  stage: AnyStage,
  before: StageRecord,
  message: Message,
  { owner, now }: { readonly owner: string; readonly now: number },
): readonly [StageRecord, Action | undefined] => {
  const heard = receive(stage, before, message);
  const action = next(stage, heard);
  if (isStale(before, message, now) || (action.do === 'nothing' && heard === before)) return [heard, undefined];
  return [rest(take(heard, owner, now, action), owner, action), action];
};

/** Saves what a worker did. It rests by the same write that leaves nothing to do, so nothing arrives in between unseen. */
export const tell = (stage: AnyStage, before: StageRecord, worker: Worker, fact: Fact): readonly [StageRecord, Action] => {
  const after = evolve(before, worker, fact);
  const action = next(stage, after);
  return [rest(after, worker.owner, action), action];
};
