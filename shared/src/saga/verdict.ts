import { ADVICE } from '../failure/advice.ts';
import {
  codeOf,
  type Failure,
  failureOf,
  isNotYet,
  isOursAlone,
  isRefusal,
  NEW_ACCOUNT_DEADLINE,
  SetupWait,
  StalledError,
  TerminalError,
  TurnWait,
  Wait,
} from '../failure/errors.ts';
import { type Fact, repeatsWith } from './evolve.ts';
import { isReleased, OutOfReach } from './reachable.ts';
import { REFUSALS, type StageRecord, type StepAction, type Waiting } from './record.ts';
import { type AnyStage, type AnyStep, stepNamed, stopsOn } from './stage.ts';

/** What an error of a step means, pure: from the error, the record and the time. */
export type Verdict =
  /** A removal has nothing to do: what it would remove is gone, or ends with the tenant's account. */
  | { readonly is: 'out of reach'; readonly reason: string }
  /** The stage emptied the account before, and its role there is gone since: the step knows it at its next try. */
  | { readonly is: 'access lost' }
  /** No further try helps. */
  | { readonly is: 'final'; readonly fact: Extract<Fact, { did: 'fail' | 'stall' }> }
  | { readonly is: 'wait'; readonly seconds: number; readonly waiting: Waiting }
  /** Tried again. */
  | { readonly is: 'error' };

/** What follows from an error that a step has thrown. */
export const judge = (stage: AnyStage, record: StageRecord, action: StepAction, error: unknown, now: number): Verdict => {
  if (action.do === 'remove') {
    if (error instanceof OutOfReach) return { is: 'out of reach', reason: error.message };
    if (!record.released && isReleased(stage, record, error)) return { is: 'access lost' };
  }
  const failure = { ...failureOf(error), step: action.step };
  const isRefused = isRefusal(error) && repeatsWith(record, failure) >= REFUSALS;
  const isTerminal = error instanceof TerminalError || (isRefused && isOursAlone(error));
  if (isTerminal && isRolledBack(stage)) return { is: 'final', fact: { did: 'fail', failure } };
  if (isTerminal || isRefused || error instanceof StalledError) return { is: 'final', fact: { did: 'stall', failure } };
  const wait = isNotYet(error) ? new SetupWait(15, `AWS is still setting the account up (${failure.code})`) : error;
  return wait instanceof Wait ? judgeWait(stepNamed(stage, action.step), record, wait, now) : { is: 'error' };
};

/** Offboard is never rolled back: it stalls. */
const isRolledBack = (stage: AnyStage): boolean => stopsOn(stage).length > 0;

const judgeWait = (step: AnyStep, record: StageRecord, wait: Wait, now: number): Verdict => {
  const last = lastWait(record, step.name);
  const isTurn = wait instanceof TurnWait;
  const since = last && (last.turn ?? false) === isTurn ? last.since : now;
  // What meets an account that AWS still sets up may wait as long as that takes, and so may what follows in the same step.
  const isSetup = wait instanceof SetupWait || last?.setup === true;
  const patience = isSetup ? Math.max(step.deadlineSeconds, NEW_ACCOUNT_DEADLINE) : step.deadlineSeconds;
  if (!isTurn && now - since > patience) {
    return { is: 'final', fact: { did: 'stall', failure: { ...deadlinePassed(wait, patience), step: step.name } } };
  }
  const waiting = {
    step: step.name,
    since,
    generation: record.generation,
    reason: wait.message,
    ...(isTurn ? { turn: true as const } : {}),
    ...(isSetup ? { setup: true as const } : {}),
    ...(wait.note ? { note: wait.note } : {}),
  };
  return { is: 'wait', seconds: wait.seconds, waiting };
};

/** What this step waited for at its last look, if that was in this generation. */
export const lastWait = (r: StageRecord, step: string): Waiting | undefined =>
  r.waiting?.step === step && r.waiting.generation === r.generation ? r.waiting : undefined;

/** Where it waited for a refusal of AWS to pass, that refusal says what to do. */
const deadlinePassed = (wait: Wait, seconds: number): Failure => ({
  call: wait.cause === undefined ? '' : failureOf(wait.cause).call,
  code: 'DeadlinePassed',
  message: `still waiting after ${seconds} s: ${wait.message}`,
  advice:
    ADVICE[codeOf(wait.cause)] ??
    'Find out in the AWS console of the account why this takes so long; when the cause is gone, retry the stage (docs/runbook.md#stalled-stage).',
});

/** What a stage says that stalls after too many attempts without progress: the last error, or that its workers said nothing. */
export const outOfAttempts = ({ trouble, attempts }: StageRecord): Failure & { readonly step: string } =>
  trouble
    ? { ...trouble, message: `${attempts - 1} attempts without progress, the last: ${trouble.message}` }
    : {
        step: '',
        call: '',
        code: 'WorkerKilled',
        message: `${attempts - 1} attempts, each ended before it could report an error`,
        advice:
          'Read the function log of this stage: it ran out of time or memory; when the cause is gone, retry the stage (docs/runbook.md#stalled-stage).',
      };
