import { randomUUID } from 'node:crypto';
import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext } from '../../types.ts';
import { inScope, required, scopedKey, scopeOf } from '../request.ts';
import type { ActionServices } from './actions.ts';
import { type ExecutionControl, markStopped, type Retry, runExecution } from './execution.ts';
import { createStageQueue } from './stage-queue.ts';
import { announceState } from './state-change.ts';
import type { CodepipelineState, Execution, SourceRevision, StoredPipeline } from './types.ts';

interface StartRequest {
  readonly trigger: Execution['trigger'];
  readonly variables?: readonly { readonly name: string; readonly value: string }[];
  readonly sourceRevisions?: readonly SourceRevision[];
  readonly endsFailed?: string | undefined;
}

/** All executions: those that run, and those that the state remembers. */
export interface Executions {
  /** Starts an execution; throws ValidationException where a declared variable has no value or a given one is not declared. */
  readonly start: (context: GatewayContext, pipeline: StoredPipeline, request: StartRequest) => Execution;
  /** Goes on with a failed execution at the stage that failed. */
  readonly retry: (context: GatewayContext, pipeline: StoredPipeline, execution: Execution, retry: Retry) => void;
  /** The executions of a pipeline, newest first. */
  readonly of: (context: GatewayContext, pipeline: StoredPipeline) => Execution[];
  /** Lets running actions end, then stops. */
  readonly stop: (execution: Execution) => void;
  /** Stops at once; builds that are running go on by themselves. */
  readonly abandon: (execution: Execution) => Promise<void>;
  readonly stopAll: () => Promise<void>;
}

export const codepipelineState = (context: GatewayContext): CodepipelineState =>
  context.state('codepipeline', () => ({ pipelines: {}, executions: {}, tokens: {} }));

/** Finds a pipeline of the caller's account or throws PipelineNotFoundException. */
export const getPipeline = (context: GatewayContext, call: AwsCall, name: string | undefined): StoredPipeline => {
  const pipeline = codepipelineState(context).pipelines[scopedKey(scopeOf(call), required(name, 'name'))];
  if (pipeline) return pipeline;
  throw new AwsError('PipelineNotFoundException', `Account '${call.caller.accountId}' does not have a pipeline with name '${name}'`);
};

const resolveVariables = ({ declaration }: StoredPipeline, given: NonNullable<StartRequest['variables']>): Execution['variables'] => {
  const declared = declaration.variables ?? [];
  const unknown = given.find(({ name }) => !declared.some((variable) => variable.name === name));
  if (unknown) throw new AwsError('ValidationException', `The pipeline declares no variable ${unknown.name}`);
  return declared.map(({ name, defaultValue }) => {
    const resolvedValue = given.find((variable) => variable.name === name)?.value ?? defaultValue;
    if (resolvedValue === undefined) throw new AwsError('ValidationException', `The variable ${name} has no default and needs a value`);
    return { name, resolvedValue };
  });
};

const newExecution = (
  pipeline: StoredPipeline,
  { trigger, variables = [], sourceRevisions = [], endsFailed }: StartRequest,
  now: number,
): Execution => ({
  accountId: pipeline.accountId,
  region: pipeline.region,
  pipelineName: pipeline.declaration.name,
  pipelineExecutionId: randomUUID(),
  pipelineVersion: pipeline.declaration.version,
  status: 'InProgress',
  executionMode: pipeline.declaration.executionMode ?? 'SUPERSEDED',
  startTime: now,
  lastUpdateTime: now,
  trigger,
  variables: resolveVariables(pipeline, variables),
  sourceRevisions,
  artifactRevisions: [],
  stages: {},
  actions: [],
  ...(endsFailed === undefined ? {} : { endsFailed }),
});

export const isUnderWay = ({ status }: Execution): boolean => status === 'InProgress' || status === 'Stopping';

export const createExecutions = (services: ActionServices): Executions => {
  const stageQueue = createStageQueue();
  const running = new Map<string, ExecutionControl & { readonly finished: Promise<void> }>();

  const abandon = async (pipelineExecutionId: string): Promise<void> => {
    const run = running.get(pipelineExecutionId);
    run?.stop.abort();
    run?.abandon.abort();
    await run?.finished;
  };

  const run = (context: GatewayContext, pipeline: StoredPipeline, execution: Execution, retry?: Retry): void => {
    const { declaration } = pipeline;
    const isShut = (stageName: string): boolean => pipeline.disabled?.[stageName] !== undefined;
    const { pipelineExecutionId } = execution;
    const control = { stop: new AbortController(), abandon: new AbortController() };
    const parts = { context, declaration, execution, control, services, stageQueue, isShut, ...(retry === undefined ? {} : { retry }) };
    const finished = announceState(context, execution, retry === undefined ? 'STARTED' : 'RESUMED')
      .then(() => runExecution(parts))
      .then(() => announceState(context, execution, execution.status.toUpperCase()))
      .finally(() => running.delete(pipelineExecutionId));
    running.set(pipelineExecutionId, { ...control, finished });
  };

  return {
    start: (context, pipeline, request) => {
      const execution = newExecution(pipeline, request, context.clock.now() / 1000);
      const { pipelineExecutionId } = execution;
      codepipelineState(context).executions[scopedKey(pipeline, pipelineExecutionId)] = execution;
      run(context, pipeline, execution);
      return execution;
    },
    retry: (context, pipeline, execution, retry) => {
      execution.status = 'InProgress';
      execution.stages[retry.stageName] = 'InProgress';
      run(context, pipeline, execution, retry);
    },
    of: (context, pipeline) => {
      const { executions } = codepipelineState(context);
      const own = inScope(executions, pipeline).filter(({ pipelineName }) => pipelineName === pipeline.declaration.name);
      for (const execution of own) {
        // Nobody runs an execution any more that was in progress when the gateway stopped.
        if (isUnderWay(execution) && !running.has(execution.pipelineExecutionId)) markStopped(execution, context.clock.now() / 1000);
      }
      return own.reverse();
    },
    stop: ({ pipelineExecutionId }) => running.get(pipelineExecutionId)?.stop.abort(),
    abandon: ({ pipelineExecutionId }) => abandon(pipelineExecutionId),
    stopAll: async () => {
      await Promise.all([...running.keys()].map(abandon));
    },
  };
};
