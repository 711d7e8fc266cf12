import { callingFrom } from '../aws/calling.ts';
import type { Failure } from '../failure/errors.ts';
import { failureOf, isNotYet, isOursAlone, isRefusal, SetupWait, StalledError, TerminalError, TurnWait, Wait } from '../failure/errors.ts';
import * as lease from './lease.ts';
import { LeaseLost } from './lease.ts';
import { deadlinePassed, killed } from './out-of-patience.ts';
import { isReleased, OutOfReach } from './reachable.ts';
import * as core from './record.ts';
import { MAX_ATTEMPTS, type Message, type StageRecord } from './record.ts';
import { type AnyStage, stepNamed, stopsOn } from './stage.ts';

/** Everything the runner does to the outside world. */
export interface Ports<Scope> {
  /** Reads, applies the pure change, writes if nobody wrote in between, else tries again. Answers what is then stored. */
  readonly change: (tenantId: string, f: (record: StageRecord) => StageRecord) => Promise<StageRecord>;
  /** Parses the detail through the event's schema and puts it on the bus. */
  readonly publish: (event: string, detail: core.Detail) => Promise<void>;
  /** Puts the message back on the stage's own queue; seconds, 0–900. */
  readonly later: (message: Message, seconds: number) => Promise<void>;
  /** Tells the timeline. Never fails, never waits for. */
  readonly progress: (progress: Progress) => void;
  /** Clients open lazily: a stage that never heard of an account has none. */
  readonly scope: (record: StageRecord, heard: core.Heard) => Scope;
  readonly id: () => string;
  /** Epoch seconds. */
  readonly now: () => number;
  /** Seconds until the function is stopped. */
  readonly remaining: () => number;
}
export interface Progress {
  readonly tenantId: string;
  readonly causedBy: string;
  readonly step: string;
  readonly direction: 'ensure' | 'remove';
  readonly state: 'started' | 'waiting' | 'retrying' | 'done';
  readonly generation: number;
  readonly reason?: string;
  /** While it waits for its turn among our own tenants. */
  readonly turn?: true;
  /** While it is tried again. */
  readonly call?: string;
  readonly code?: string;
  readonly advice?: string;
}
/**
 * How a message ended. `again`: leave it on the queue and show it again in so many seconds.
 * `stalled`: retries ran out, it belongs to the dead letters.
 */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly seconds: number; readonly reason: string; readonly error?: unknown }
  | { readonly kind: 'stalled'; readonly failure: core.StageFailure };

/** Seconds. The function's timeout ends a worker before its lease ends, and SQS shows the message again later still. */
export const TIMEOUT = 30;
export const SETTLE = 3;
export const LEASE = TIMEOUT + SETTLE;
export const VISIBILITY = LEASE + 7;
/** Left for saving the outcome when a step does not start for lack of time. Seconds. */
const MARGIN = 2;

/** What AWS has refused with the same code so often in a row, it does not take at another try. */
const REFUSALS = 3;

const DONE: Outcome = { kind: 'done' };
/** After the nth attempt without progress, seconds: 4, 8, 16, … at most 5 minutes. Never within the settle time: that look would be for nothing. */
const backOff = (attempts: number): number => Math.min(300, 2 ** Math.min(Math.max(attempts, 1) + 1, 9));

/** Runs one stage for one message: as far as the record allows, forward or back. */
export const runner =
  <Scope>(stage: AnyStage, ports: Ports<Scope>) =>
  async (message: Message): Promise<Outcome> => {
    const { tenantId } = message.detail;
    const owner = ports.id();
    const save = (f: (r: StageRecord) => StageRecord) => ports.change(tenantId, f);
    let idle = false;
    let record = await save((r) => {
      const heard = core.receive(stage, r, message);
      idle = core.isStale(heard, r, message, ports.now()) || (core.next(stage, heard).do === 'nothing' && heard === r);
      return idle ? heard : lease.take(stage, heard, owner, ports.now(), LEASE);
    });
    if (idle) return DONE;
    if (record.lease?.owner !== owner) {
      // What the message says is saved; should the lease's owner die, this one looks again.
      return { kind: 'again', seconds: Math.ceil((record.lease?.until ?? ports.now()) - ports.now()) + 1, reason: 'busy' };
    }
    let stepName = '';
    let at = record.generation;
    // Nobody takes back the stage that takes back: it stalls, and a person looks.
    const isTakenBack = stopsOn(stage).length > 0;
    const failed = (failure: Failure, terminal: boolean) =>
      save((r) => lease.fail(r, owner, { ...failure, step: stepName }, at, terminal && isTakenBack));
    const tell = (state: Progress['state'], direction: Progress['direction'], reason?: string, more: Partial<Progress> = {}) =>
      ports.progress({
        tenantId,
        causedBy: message.detail.eventId,
        step: stepName,
        direction,
        state,
        generation: at,
        ...(reason === undefined ? {} : { reason }),
        ...more,
      });
    /** First the message, then its token: never a token without a message. */
    const wakeIn = async (seconds: number, waiting: StageRecord['waiting']): Promise<Outcome> => {
      const token = ports.id();
      await ports.later({ ...message, wake: token }, seconds);
      await save((r) => lease.sleep(r, owner, { token, due: ports.now() + seconds }, waiting));
      return DONE;
    };
    const perform = async (direction: 'ensure' | 'remove'): Promise<Outcome | undefined> => {
      const step = stepNamed(stage, stepName);
      if (ports.remaining() < step.maxSeconds + MARGIN) return wakeIn(0, record.waiting);
      const saved = record.done[stepName]?.out ?? {};
      const place = `${stage.name}.${step.name}`;
      const isPoll = record.waiting?.step === stepName && record.waiting.generation === at;
      if (!isPoll) tell('started', direction);
      try {
        const heard = core.inputs(stage, record);
        const scope = ports.scope(record, heard) as never;
        if (direction === 'ensure') {
          const out = await callingFrom(place, () => step.ensure(scope, heard as never, saved as never));
          record = await save((r) => lease.ensured(r, owner, step.name, out, at));
        } else {
          const out = await callingFrom(place, () => step.remove(scope, heard as never, saved as never));
          record = await save((r) => lease.removed(r, owner, step.name, out ?? undefined, at));
        }
        tell('done', direction);
        return undefined;
      } catch (error) {
        if (direction === 'remove' && error instanceof OutOfReach) {
          record = await save((r) => lease.removed(r, owner, step.name, undefined, at));
          tell('done', direction, error.message);
          return undefined;
        }
        if (direction === 'remove' && !record.released && isReleased(stage, record, error)) {
          record = await save((r) => lease.released(r, owner));
          return undefined; // the step once more, which knows it now
        }
        const failure = failureOf(error);
        const isRefused = isRefusal(error) && lease.repeatsWith(record, { ...failure, step: stepName }) >= REFUSALS;
        if (error instanceof TerminalError || error instanceof StalledError || isRefused) {
          record = await failed(failure, error instanceof TerminalError || (isRefused && isOursAlone(error)));
          return undefined;
        }
        const wait = isNotYet(error) ? new SetupWait(15, `AWS is still setting the account up (${failure.code})`) : error;
        if (!(wait instanceof Wait)) throw error;
        const isTurn = wait instanceof TurnWait;
        const since = lease.waitingSince(record, step.name, isTurn, ports.now());
        const setup = lease.setupIn(record, step.name, wait);
        const patience = lease.patience(step, setup);
        if (!isTurn && ports.now() - since > patience) {
          record = await failed(deadlinePassed(wait, patience), false);
          return undefined;
        }
        const { message: reason, note } = wait;
        const turn = isTurn ? { turn: true as const } : {};
        if (record.waiting?.reason !== reason || !isPoll) tell('waiting', direction, reason, turn);
        return wakeIn(wait.seconds, { step: step.name, since, generation: at, reason, ...turn, ...setup, ...(note ? { note } : {}) });
      }
    };
    try {
      const attempts = record.attempts;
      if (attempts > MAX_ATTEMPTS) {
        const last = record.trouble;
        stepName = last?.step ?? '';
        record = await failed(
          last ? { ...last, message: `${attempts - 1} attempts without progress, the last: ${last.message}` } : killed(attempts),
          false,
        );
      }
      for (;;) {
        const action = core.next(stage, record);
        at = record.generation;
        if (action.do === 'nothing') {
          record = await save((r) => lease.rest(stage, r, owner));
          if (!record.lease)
            return record.failure?.kind === 'stalled' && record.failure.generation === record.generation
              ? { kind: 'stalled', failure: record.failure }
              : DONE;
        } else if (action.do === 'finish') {
          record = await save((r) => lease.finish(r, owner));
        } else if (action.do === 'publish') {
          const eventId = `${tenantId}/${stage.name}/${action.event}/${at}`;
          const { tenantId: _, ...detail } = action.detail as core.Detail;
          await ports.publish(action.event, {
            ...detail,
            tenantId,
            eventId,
            causedBy: message.detail.eventId,
            at: new Date(ports.now() * 1000).toISOString(),
          });
          record = await save((r) => lease.published(r, owner, action.event, at));
        } else {
          stepName = action.step;
          const outcome = await perform(action.do);
          if (outcome) return outcome;
        }
      }
    } catch (error) {
      if (error instanceof LeaseLost) return DONE; // someone newer works on it
      const attempts = record.attempts;
      const trouble = { ...failureOf(error), step: stepName };
      const { call, code, message: text, advice } = trouble;
      await save((r) => lease.settle(r, owner, ports.now() + SETTLE, trouble)).catch(() => undefined); // the lease ends by itself
      if (stepName) tell('retrying', record.desired === 'present' ? 'ensure' : 'remove', `${code}: ${text}`, { call, code, advice });
      return { kind: 'again', seconds: backOff(attempts), reason: `${code}: ${text}`, error };
    }
  };
