import { setTimeout } from 'node:timers/promises';
import { arnOf, scopedKey } from '../request.ts';
import { assumeServiceRole, type RoleSession } from '../role-session.ts';
import { type ActionRun, addOutputs, type Outputs, runAction } from './action-execution.ts';
import { type StageQueue, Superseded } from './stage-queue.ts';
import { actionGroups } from './structure.ts';
import type { Execution, RetryMode, StageDeclaration } from './types.ts';

/** An execution in progress. `abandon` ends it at once; `stop` lets running actions end first. */
export interface ExecutionControl {
  readonly stop: AbortController;
  readonly abandon: AbortController;
}

/** Which stage of a failed execution is to run again, and which of its actions. */
export interface Retry {
  readonly stageName: string;
  readonly retryMode: RetryMode;
}

export interface ExecutionRun extends ActionRun {
  readonly retry?: Retry;
  readonly control: ExecutionControl;
  readonly stageQueue: StageQueue;
  /** Whether somebody has disabled the transition into a stage. */
  readonly isShut: (stageName: string) => boolean;
}

class Stopped extends Error {
  override readonly name = 'Stopped';
}
class StageFailed extends Error {
  override readonly name = 'StageFailed';
}

const abandoned = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const abandon = (): void => reject(new Stopped());
    if (signal.aborted) abandon();
    signal.addEventListener('abort', abandon, { once: true });
  });

/** Runs a stage's actions but for those in `done`. */
const runActions = async (
  run: ExecutionRun,
  stage: StageDeclaration,
  session: RoleSession,
  outputs: Outputs,
  done: ReadonlySet<string>,
): Promise<void> => {
  for (const group of actionGroups(stage)) {
    if (run.control.stop.signal.aborted) throw new Stopped();
    const pending = group.filter(({ name }) => !done.has(name));
    const results = Promise.allSettled(pending.map((action) => runAction(run, stage, action, session, outputs)));
    const settled = await Promise.race([results, abandoned(run.control.abandon.signal)]);
    if (settled.some(({ status }) => status === 'rejected')) throw new StageFailed();
  }
  if (run.control.stop.signal.aborted) throw new Stopped();
};

/** A stage that is to be retried on failure is retried once. https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-retry.html */
const runStage = async (run: ExecutionRun, stage: StageDeclaration, session: RoleSession, outputs: Outputs): Promise<void> => {
  try {
    await runActions(run, stage, session, outputs, doneIn(run, stage, run.retry?.retryMode));
  } catch (error) {
    const { result, retryConfiguration } = stage.onFailure ?? {};
    if (!(error instanceof StageFailed) || result !== 'RETRY' || run.control.stop.signal.aborted) throw error;
    await runActions(run, stage, session, outputs, doneIn(run, stage, retryConfiguration?.retryMode));
  }
};

/** What the actions of earlier stages have put out: an execution whose stage is retried goes on from there. */
const outputsOf = ({ execution }: ExecutionRun): Outputs => {
  const outputs: Outputs = {
    artifacts: new Map(),
    variables: {
      variables: Object.fromEntries(execution.variables.map(({ name, resolvedValue }) => [name, resolvedValue])),
      codepipeline: { PipelineExecutionId: execution.pipelineExecutionId },
    },
  };
  for (const action of execution.actions) if (action.status === 'Succeeded') addOutputs(outputs, action);
  return outputs;
};

/** The actions of a stage that need not run again: none where it is entered for the first time. */
const doneIn = ({ execution }: ExecutionRun, stage: StageDeclaration, retryMode: RetryMode | undefined): ReadonlySet<string> => {
  const succeeded = execution.actions.filter(({ stageName, status }) => stageName === stage.name && status === 'Succeeded');
  return new Set(retryMode === 'ALL_ACTIONS' ? [] : succeeded.map(({ actionName }) => actionName));
};

/** How often an execution before a disabled transition looks again. */
const LOOK_MS = 200;

const runStages = async (run: ExecutionRun): Promise<void> => {
  const { context, declaration, execution, control } = run;
  const principal = 'codepipeline.amazonaws.com';
  const session = await assumeServiceRole(context, {
    roleArn: declaration.roleArn,
    principal,
    sourceArn: arnOf(execution, 'codepipeline', declaration.name),
    sessionName: execution.pipelineExecutionId,
  });
  const outputs = outputsOf(run);
  const isDone = ({ name }: StageDeclaration): boolean => execution.stages[name] === 'Succeeded';
  for (const stage of declaration.stages.filter((one) => !isDone(one))) {
    while (run.isShut(stage.name)) await setTimeout(LOOK_MS, undefined, { signal: control.stop.signal });
    const key = scopedKey(execution, `${declaration.name}/${stage.name}`);
    const leave = await run.stageQueue.enter(key, execution.executionMode, control.stop.signal);
    execution.stages[stage.name] = 'InProgress';
    try {
      await runStage(run, stage, session, outputs);
      execution.stages[stage.name] = 'Succeeded';
    } catch (error) {
      execution.stages[stage.name] = error instanceof Stopped ? 'Stopped' : 'Failed';
      throw error;
    } finally {
      leave();
    }
  }
};

/** Marks an execution as stopped and what it was still doing as abandoned. */
export const markStopped = (execution: Execution, now: number): void => {
  execution.status = 'Stopped';
  execution.lastUpdateTime = now;
  for (const action of execution.actions) if (action.status === 'InProgress') action.status = 'Abandoned';
  for (const [name, status] of Object.entries(execution.stages)) if (status === 'InProgress') execution.stages[name] = 'Stopped';
};

/** Runs an execution to its end: never rejects; `execution` tells what happened. */
export const runExecution = async (run: ExecutionRun): Promise<void> => {
  const { context, execution, control } = run;
  try {
    await runStages(run);
    execution.status = 'Succeeded';
  } catch (error) {
    if (control.stop.signal.aborted) markStopped(execution, context.clock.now() / 1000);
    else if (error instanceof Superseded) execution.status = 'Superseded';
    else {
      execution.status = 'Failed';
      if (!(error instanceof StageFailed)) execution.statusSummary = error instanceof Error ? error.message : String(error);
    }
  }
  execution.lastUpdateTime = context.clock.now() / 1000;
};
