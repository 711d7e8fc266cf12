import { randomUUID } from 'node:crypto';
import type { GatewayContext } from '../../types.ts';
import { scopedKey } from '../request.ts';
import { assumeServiceRole, type RoleSession } from '../role-session.ts';
import { type ActionServices, asActionFailure, runBuildAction, runSourceAction } from './actions.ts';
import { type StageQueue, Superseded } from './stage-queue.ts';
import { actionGroups } from './structure.ts';
import type { ActionDeclaration, ActionExecution, Execution, NamedArtifact, PipelineDeclaration, StageDeclaration } from './types.ts';
import { escapeForJson, resolveConfiguration, type Variables } from './variables.ts';

/** An execution in progress. `abandon` ends it at once; `stop` lets running actions end first. */
export interface ExecutionControl {
  readonly stop: AbortController;
  readonly abandon: AbortController;
}

export interface ExecutionRun {
  readonly context: GatewayContext;
  readonly declaration: PipelineDeclaration;
  readonly execution: Execution;
  readonly control: ExecutionControl;
  readonly services: ActionServices;
  readonly stageQueue: StageQueue;
}

class Stopped extends Error {
  override readonly name = 'Stopped';
}
class StageFailed extends Error {
  override readonly name = 'StageFailed';
}

/** What earlier actions have put out. */
interface Outputs {
  readonly artifacts: Map<string, NamedArtifact>;
  readonly variables: Record<string, Readonly<Record<string, string>>>;
}

const newAction = (run: ExecutionRun, stage: StageDeclaration, action: ActionDeclaration, outputs: Outputs): ActionExecution => {
  const { context, execution } = run;
  const now = context.clock.now() / 1000;
  return {
    pipelineExecutionId: execution.pipelineExecutionId,
    actionExecutionId: randomUUID(),
    pipelineVersion: execution.pipelineVersion,
    stageName: stage.name,
    actionName: action.name,
    startTime: now,
    lastUpdateTime: now,
    updatedBy: run.declaration.roleArn,
    status: 'InProgress',
    input: {
      actionTypeId: action.actionTypeId,
      configuration: action.configuration ?? {},
      resolvedConfiguration: {},
      region: execution.region,
      inputArtifacts: (action.inputArtifacts ?? []).flatMap(({ name }) => outputs.artifacts.get(name) ?? []),
      ...(action.namespace === undefined ? {} : { namespace: action.namespace }),
    },
    output: { outputArtifacts: [], executionResult: {}, outputVariables: {} },
  };
};

const resolve = (configuration: Readonly<Record<string, string>>, variables: Variables): Record<string, string> => {
  const { EnvironmentVariables, ...rest } = configuration;
  return {
    ...resolveConfiguration(rest, variables),
    ...(EnvironmentVariables === undefined ? {} : resolveConfiguration({ EnvironmentVariables }, escapeForJson(variables))),
  };
};

const runAction = async (
  run: ExecutionRun,
  stage: StageDeclaration,
  action: ActionDeclaration,
  session: RoleSession,
  outputs: Outputs,
): Promise<void> => {
  const { context, execution, declaration } = run;
  const record = newAction(run, stage, action, outputs);
  execution.actions.push(record);
  const { output } = record;
  const touch = (): void => {
    record.lastUpdateTime = context.clock.now() / 1000;
    execution.lastUpdateTime = record.lastUpdateTime;
  };
  try {
    const configuration = resolve(action.configuration ?? {}, outputs.variables);
    record.input.resolvedConfiguration = configuration;
    const artifactStore = declaration.artifactStore ?? declaration.artifactStores?.[execution.region];
    if (!artifactStore) throw new Error(`The pipeline has no artifact store in ${execution.region}`);
    const revision = execution.sourceRevisions.find(({ actionName }) => actionName === action.name);
    const perform = action.actionTypeId.category === 'Source' ? runSourceAction : runBuildAction;
    const result = await perform(context, run.services, {
      accountId: execution.accountId,
      region: execution.region,
      pipelineName: declaration.name,
      action,
      configuration,
      inputArtifacts: record.input.inputArtifacts,
      artifactStore,
      session,
      ...(revision === undefined ? {} : { revision }),
      started: (externalExecutionId) => {
        output.executionResult = { externalExecutionId };
        touch();
      },
    });
    if (record.status === 'Abandoned') return;
    record.output = {
      outputArtifacts: result.outputArtifacts,
      outputVariables: result.outputVariables,
      executionResult: { ...output.executionResult, ...(result.summary === undefined ? {} : { externalExecutionSummary: result.summary }) },
    };
    record.status = 'Succeeded';
    for (const artifact of result.outputArtifacts) {
      outputs.artifacts.set(artifact.name, artifact);
      const { revisionId } = result;
      if (revisionId !== undefined) {
        execution.artifactRevisions.push({ name: artifact.name, actionName: action.name, revisionId, created: record.startTime });
      }
    }
    if (action.namespace !== undefined) outputs.variables[action.namespace] = result.outputVariables;
  } catch (error) {
    if (record.status === 'Abandoned') return;
    const failure = asActionFailure(error);
    record.status = 'Failed';
    output.executionResult = { ...output.executionResult, errorDetails: { code: failure.code, message: failure.message } };
    throw failure;
  } finally {
    touch();
  }
};

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
    await runActions(run, stage, session, outputs, new Set());
  } catch (error) {
    const { result, retryConfiguration } = stage.onFailure ?? {};
    if (!(error instanceof StageFailed) || result !== 'RETRY' || run.control.stop.signal.aborted) throw error;
    const succeeded = run.execution.actions.filter(({ stageName, status }) => stageName === stage.name && status === 'Succeeded');
    const done = retryConfiguration?.retryMode === 'ALL_ACTIONS' ? [] : succeeded.map(({ actionName }) => actionName);
    await runActions(run, stage, session, outputs, new Set(done));
  }
};

const runStages = async (run: ExecutionRun): Promise<void> => {
  const { context, declaration, execution, control } = run;
  const principal = 'codepipeline.amazonaws.com';
  const session = await assumeServiceRole(context, { roleArn: declaration.roleArn, principal, sessionName: execution.pipelineExecutionId });
  const outputs: Outputs = {
    artifacts: new Map(),
    variables: {
      variables: Object.fromEntries(execution.variables.map(({ name, resolvedValue }) => [name, resolvedValue])),
      codepipeline: { PipelineExecutionId: execution.pipelineExecutionId },
    },
  };
  for (const stage of declaration.stages) {
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
