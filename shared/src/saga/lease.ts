import { type Failure, NEW_ACCOUNT_DEADLINE, SetupWait, type Wait } from '../failure/errors.ts';
import { next, type StageRecord, type Waiting } from './record.ts';
import type { AnyStage, AnyStep } from './stage.ts';

/** How a worker changes a record, pure: it takes the lease, and every later change checks that it still has it. Times are epoch seconds. */

/** Takes the lease if it is free, and saves the intent to build before anything is built. */
export const take = (stage: AnyStage, r: StageRecord, owner: string, now: number, seconds: number): StageRecord =>
  !r.lease || r.lease.until <= now
    ? {
        ...r,
        lease: { owner, until: now + seconds },
        wake: undefined,
        attempts: r.attempts + 1,
        begun: r.begun || next(stage, r).do === 'ensure',
      }
    : r;

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}
/** Refuses to change a record whose lease has passed to someone else. */
const held = (r: StageRecord, owner: string): StageRecord => {
  if (r.lease?.owner !== owner) throw new LeaseLost(`the lease on ${r.tenantId} passed to ${r.lease?.owner ?? 'nobody'}`);
  return r;
};
const progressed = (r: StageRecord, owner: string): StageRecord => ({
  ...held(r, owner),
  attempts: 0,
  waiting: undefined,
  trouble: undefined,
  repeats: undefined,
});

/** `generation` is the one the work was started in: finishing old work never hides a new request. */
export const ensured = (r: StageRecord, owner: string, step: string, out: object, generation: number): StageRecord => ({
  ...progressed(r, owner),
  begun: true,
  done: { ...r.done, [step]: { generation, out } },
});
export const removed = (r: StageRecord, owner: string, step: string, out: object | undefined, generation: number): StageRecord => ({
  ...progressed(r, owner),
  gone: { ...r.gone, [step]: generation },
  done: out ? { ...r.done, [step]: { generation: 0, out } } : r.done,
});
export const published = (r: StageRecord, owner: string, event: string, generation: number): StageRecord => ({
  ...progressed(r, owner),
  published: { ...r.published, [event]: generation },
});
/** Its role in the tenant's account is gone: the account stage took it when nothing was left there. */
export const released = (r: StageRecord, owner: string): StageRecord => ({ ...held(r, owner), released: true });
export const finish = (r: StageRecord, owner: string): StageRecord => ({ ...held(r, owner), finished: true });

/** A terminal failure rolls back only a stage that never finished and is not already going back; anything else stalls. */
export const fail = (
  r: StageRecord,
  owner: string,
  failure: Failure & { readonly step: string },
  generation: number,
  terminal: boolean,
): StageRecord => ({
  ...held(r, owner),
  failure: { ...failure, generation, kind: terminal && !r.finished && r.desired === 'present' ? 'failed' : 'stalled' },
});
export const sleep = (
  r: StageRecord,
  owner: string,
  wake: { readonly token: string; readonly due: number },
  waiting: Waiting | undefined,
): StageRecord => ({ ...held(r, owner), attempts: 0, repeats: undefined, lease: undefined, wake, waiting });
/** What this step waited for at its last look, if that was in this generation. */
export const lastWait = (r: StageRecord, step: string): Waiting | undefined =>
  r.waiting?.step === step && r.waiting.generation === r.generation ? r.waiting : undefined;
/** Since when this step has been waiting: for its turn, or, once that has come, for AWS. */
export const waitingSince = (r: StageRecord, step: string, isTurn: boolean, now: number): number => {
  const last = lastWait(r, step);
  return last && (last.turn ?? false) === isTurn ? last.since : now;
};
/** Whether this step meets, or has met since it began to wait, an account that AWS is still setting up. */
export const setupIn = (r: StageRecord, step: string, wait: Wait): Pick<Waiting, 'setup'> =>
  wait instanceof SetupWait || lastWait(r, step)?.setup ? { setup: true } : {};
/** How long the step may wait in all, seconds. */
export const patience = ({ deadlineSeconds }: Pick<AnyStep, 'deadlineSeconds'>, { setup }: Pick<Waiting, 'setup'>): number =>
  setup ? Math.max(deadlineSeconds, NEW_ACCOUNT_DEADLINE) : deadlineSeconds;
type Trouble = NonNullable<StageRecord['trouble']>;
/** How often in a row a step has answered this code, this time included. Times when its worker was killed are no answers. */
export const repeatsWith = ({ trouble, repeats = 0 }: StageRecord, { step, code }: Pick<Trouble, 'step' | 'code'>): number =>
  trouble?.step === step && trouble.code === code ? repeats + 1 : 1;
/** Nobody works here until AWS's reads show what may just have been created. */
export const settle = (r: StageRecord, owner: string, until: number, trouble: Trouble): StageRecord => ({
  ...held(r, owner),
  trouble,
  repeats: repeatsWith(r, trouble),
  lease: { owner: 'settling', until },
});
/** Frees the lease only when nothing arrived meanwhile; else the worker goes on. */
export const rest = (stage: AnyStage, r: StageRecord, owner: string): StageRecord =>
  next(stage, held(r, owner)).do === 'nothing' ? { ...r, lease: undefined, attempts: 0, repeats: undefined } : r;
