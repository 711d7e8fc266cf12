import type { Failure, Wait } from './errors.ts';

/** What the runner itself says when it stops waiting, or trying. A person goes on from there. */

export const deadlinePassed = (wait: Wait, seconds: number): Failure => ({
  call: '',
  code: 'DeadlinePassed',
  message: `still waiting after ${seconds} s: ${wait.message}`,
  advice:
    'Find out in the AWS console of the account why this takes so long; when the cause is gone, retry the stage (docs/runbook.md#stalled-stage).',
});
export const killed = (attempts: number): Failure => ({
  call: '',
  code: 'WorkerKilled',
  message: `${attempts - 1} attempts, each ended before it could report an error`,
  advice:
    'Read the function log of this stage: it ran out of time or memory; when the cause is gone, retry the stage (docs/runbook.md#stalled-stage).',
});
