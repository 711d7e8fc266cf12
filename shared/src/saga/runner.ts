import { failureOf } from '../failure/errors.ts';
import { baselineOf } from './baseline.ts';
import { createdBy } from './created.ts';
import { type Fact, LeaseLost } from './evolve.ts';
import { inputs } from './inputs.ts';
import { MARGIN, type Outcome, type Ports, type Progress, SETTLE } from './ports.ts';
import { type Action, MAX_ATTEMPTS, type Message, type PublishAction, type StageRecord, type StepAction } from './record.ts';
import { type AnyStage, stepNamed } from './stage.ts';
import { hear, tell } from './turn.ts';
import { judge, lastWait, outOfAttempts } from './verdict.ts';

/** The shell around the pure core: a worker begins its turn, acts until nothing is left to do, and settles after an error. */

/** A worker's turn at a tenant's record. */
interface Turn {
  readonly stage: AnyStage;
  readonly ports: Ports;
  readonly message: Message;
  /** The worker, as its lease names it. */
  readonly owner: string;
  /** As last saved. */
  readonly record: StageRecord;
  /** What follows from it. */
  readonly action: Action;
  /** The step at work, or the last one; empty before the first. */
  readonly step: string;
}

const DONE: Outcome = { kind: 'done' };
const isOutcome = (result: Turn | Outcome): result is Outcome => 'kind' in result;

/** Runs one stage for one message: as far as the record allows, forward or back. */
export const runner =
  <Scope>(stage: AnyStage, ports: Ports<Scope>) =>
  async (message: Message): Promise<Outcome> => {
    const begun = await begin(stage, ports, message);
    if (isOutcome(begun)) return begun;
    let turn = begun;
    try {
      if (turn.record.attempts > MAX_ATTEMPTS) turn = await giveUp(turn);
      for (;;) {
        const result = await act(turn);
        if (isOutcome(result)) return result;
        turn = result;
      }
    } catch (error) {
      return settle(turn, error);
    }
  };

/** Saves the message and takes the lease, or says why there is no turn. */
const begin = async (stage: AnyStage, ports: Ports, message: Message): Promise<Turn | Outcome> => {
  const owner = ports.id();
  // The time is that of the write: a worker that was frozen while it read must not take a lease that is over already.
  const [record, action] = await ports.change(message.detail.tenantId, (before) =>
    hear(stage, before, message, { owner, now: ports.now() }),
  );
  if (!action) return DONE;
  // Should the lease's owner die, this message looks again.
  if (record.lease && record.lease.owner !== owner)
    return { kind: 'again', seconds: Math.ceil(record.lease.until - ports.now()) + 1, reason: 'busy' };
  return { stage, ports, message, owner, record, action, step: stepOf(action) ?? '' };
};

/** Does what is next. Answers the turn after it, or the outcome when there is nothing more to do now. */
const act = (turn: Turn): Turn | Outcome | Promise<Turn | Outcome> => {
  const { action } = turn;
  switch (action.do) {
    case 'ensure':
    case 'remove':
      return perform(turn, action);
    case 'publish':
      return publish(turn, action);
    case 'finish':
      return save(turn, { did: 'finish' });
    case 'nothing':
      return rested(turn.record);
    default:
      return action satisfies never;
  }
};

/** Saves what the worker did. Throws LeaseLost. */
const save = async (turn: Turn, fact: Fact): Promise<Turn> => {
  const { stage, ports, owner } = turn;
  const { tenantId, generation } = turn.record;
  const [record, action] = await ports.change(tenantId, (before) => tell(stage, before, { owner, generation }, fact));
  return { ...turn, record, action, step: stepOf(action) ?? turn.step };
};

const perform = async (turn: Turn, action: StepAction): Promise<Turn | Outcome> => {
  const { stage, ports, record } = turn;
  const step = stepNamed(stage, action.step);
  if (ports.remaining() < step.maxSeconds + MARGIN) return sleep(turn, 0, record.waiting);
  if (!lastWait(record, step.name)) report(turn, 'started');
  try {
    const heard = inputs(stage, record);
    const [scope, saved] = [ports.scope(record, heard), record.done[step.name]?.out ?? {}];
    const fact: Extract<Fact, { did: 'ensure' | 'remove' }> =
      action.do === 'ensure'
        ? { did: 'ensure', step: step.name, out: await step.ensure(scope as never, heard as never, saved) }
        : { did: 'remove', step: step.name, out: (await step.remove(scope as never, heard as never, saved)) ?? undefined };
    const after = await save(turn, fact);
    const created = fact.did === 'ensure' ? createdBy(step.facts.creates, fact.out) : [];
    report(turn, 'done', created.length > 0 ? { created } : {});
    return after;
  } catch (error) {
    return meet(turn, action, error);
  }
};

/** What follows from an error of a step; thrown on when that is another try. */
const meet = async (turn: Turn, action: StepAction, error: unknown): Promise<Turn | Outcome> => {
  const { stage, ports, record } = turn;
  const verdict = judge(stage, record, action, error, ports.now());
  switch (verdict.is) {
    case 'out of reach': {
      const after = await save(turn, { did: 'remove', step: action.step });
      report(turn, 'done', { reason: verdict.reason });
      return after;
    }
    case 'access lost':
      return save(turn, { did: 'lose access' });
    case 'final':
      return save(turn, verdict.fact);
    case 'wait': {
      const { reason, turn: isTurn } = verdict.waiting;
      if (lastWait(record, action.step)?.reason !== reason) report(turn, 'waiting', { reason, ...(isTurn ? { turn: true } : {}) });
      return sleep(turn, verdict.seconds, verdict.waiting);
    }
    case 'error':
      throw error;
    default:
      return verdict satisfies never;
  }
};

/** Puts the message back on the queue: first the message, then its token, so that there is never a token without a message. */
const sleep = async (turn: Turn, seconds: number, waiting: StageRecord['waiting']): Promise<Outcome> => {
  const { ports, message } = turn;
  const token = ports.id();
  await ports.later({ ...message, wake: token }, seconds);
  await save(turn, { did: 'wait', wake: { token, due: ports.now() + seconds }, waiting });
  return DONE;
};

/** The same work published again has the same event id. */
const publish = async (turn: Turn, { event, detail }: PublishAction): Promise<Turn> => {
  const { stage, ports, message, record } = turn;
  const { tenantId, generation } = record;
  await ports.publish(event, {
    ...detail,
    baseline: baselineOf(stage),
    tenantId,
    eventId: `${tenantId}/${stage.name}/${event}/${generation}`,
    causedBy: message.detail.eventId,
    at: new Date(ports.now() * 1000).toISOString(),
  });
  return save(turn, { did: 'publish', event });
};

/** Stalls: too many workers have got nowhere. */
const giveUp = (turn: Turn): Promise<Turn> => {
  const failure = outOfAttempts(turn.record);
  return save({ ...turn, step: failure.step }, { did: 'stall', failure });
};

/** Leaves the record to the next try, once AWS's reads show what this one may have created. */
const settle = async (turn: Turn, error: unknown): Promise<Outcome> => {
  if (error instanceof LeaseLost) return DONE; // someone newer works on it
  const { ports, record, step } = turn;
  const failure = failureOf(error);
  const reason = `${failure.code}: ${failure.message}`;
  await save(turn, { did: 'settle', until: ports.now() + SETTLE, trouble: { ...failure, step } }).catch(() => undefined); // the lease ends anyway
  const { call, code, advice } = failure;
  if (step) report(turn, 'retrying', { reason, call, code, advice });
  return { kind: 'again', seconds: backOff(record.attempts), reason, error };
};

/** How a message ends whose worker has nothing left to do. */
const rested = ({ failure, generation }: StageRecord): Outcome =>
  failure?.kind === 'stalled' && failure.generation === generation ? { kind: 'stalled', failure } : DONE;

/**
 * After the nth attempt without progress, seconds: 4, 8, 16, … at most 5 minutes. Never within the settle time, or the retry would find
 * the lease taken.
 */
const backOff = (attempts: number): number => Math.min(300, 2 ** Math.min(Math.max(attempts, 1) + 1, 9));

const stepOf = (action: Action): string | undefined => ('step' in action ? action.step : undefined);

const report = ({ ports, message, record, step }: Turn, state: Progress['state'], more: Partial<Progress> = {}): void =>
  ports.progress({
    tenantId: record.tenantId,
    causedBy: message.detail.eventId,
    step,
    direction: record.desired === 'present' ? 'ensure' : 'remove',
    state,
    generation: record.generation,
    ...more,
  });
