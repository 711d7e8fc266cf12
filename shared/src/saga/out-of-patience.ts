import { ADVICE } from '../failure/advice.ts';
import { codeOf, type Failure, failureOf, type Wait } from '../failure/errors.ts';

/** What the runner itself says when it stops waiting, or trying. A person goes on from there. */

/** Where it waited for a refusal of AWS to pass, that says what to do. */
export const deadlinePassed = (wait: Wait, seconds: number): Failure => ({
  call: wait.cause === undefined ? '' : failureOf(wait.cause).call,
  code: 'DeadlinePassed',
  message: `still waiting after ${seconds} s: ${wait.message}`,
  advice:
    ADVICE[codeOf(wait.cause)] ??
    'Find out in the AWS console of the account why this takes so long; when the cause is gone, retry the stage (docs/runbook.md#stalled-stage).',
});
export const killed = (attempts: number): Failure => ({
  call: '',
  code: 'WorkerKilled',
  message: `${attempts - 1} attempts, each ended before it could report an error`,
  advice:
    'Read the function log of this stage: it ran out of time or memory; when the cause is gone, retry the stage (docs/runbook.md#stalled-stage).',
});
