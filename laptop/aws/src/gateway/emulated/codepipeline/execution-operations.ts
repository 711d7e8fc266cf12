import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import { quotas } from '../../rules/quotas.ts';
import type { GatewayContext } from '../../types.ts';
import { required, scopedKey } from '../request.ts';
import { codepipelineState, type Executions, getPipeline, isUnderWay } from './executions.ts';
import { executionSummary } from './presentation.ts';
import { checkRevisions } from './source-revisions.ts';
import type { Execution, RetryMode, SourceRevision } from './types.ts';

export interface ExecutionInput {
  readonly name?: string;
  readonly pipelineName?: string;
  readonly pipelineExecutionId?: string;
  readonly variables?: readonly { readonly name: string; readonly value: string }[];
  readonly clientRequestToken?: string;
  readonly sourceRevisions?: readonly SourceRevision[];
  readonly stageName?: string;
  readonly retryMode?: RetryMode;
  readonly abandon?: boolean;
  readonly reason?: string;
  readonly filter?: {
    readonly pipelineExecutionId?: string;
    readonly latestInPipelineExecution?: { readonly pipelineExecutionId: string };
  };
  readonly maxResults?: number;
  readonly nextToken?: string;
}

const MAX_PAGE = 100;

const page = <T>(all: readonly T[], { maxResults = MAX_PAGE, nextToken = '0' }: ExecutionInput): { items: T[]; nextToken?: string } => {
  const start = Number(nextToken);
  const end = start + maxResults;
  return { items: all.slice(start, end), ...(end < all.length ? { nextToken: String(end) } : {}) };
};

const notFound = (input: ExecutionInput, id: string): AwsError =>
  new AwsError('PipelineExecutionNotFoundException', `Pipeline ${input.pipelineName} has no execution with ID ${id}`);

export const executionOperations = (executions: Executions) => {
  const find = (input: ExecutionInput, call: AwsCall, context: GatewayContext): Execution | undefined => {
    const id = required(input.pipelineExecutionId, 'pipelineExecutionId');
    const all = executions.of(context, getPipeline(context, call, input.pipelineName));
    return all.find(({ pipelineExecutionId }) => pipelineExecutionId === id);
  };
  const getExecution = (input: ExecutionInput, call: AwsCall, context: GatewayContext): Execution => {
    const execution = find(input, call, context);
    if (execution) return execution;
    throw notFound(input, `${input.pipelineExecutionId}`);
  };

  return {
    StartPipelineExecution: (input: ExecutionInput, call: AwsCall, context: GatewayContext) => {
      const pipeline = getPipeline(context, call, input.name);
      const { tokens } = codepipelineState(context);
      const token = input.clientRequestToken === undefined ? undefined : scopedKey(pipeline, `${input.name}/${input.clientRequestToken}`);
      const earlier = token === undefined ? undefined : tokens[token];
      if (earlier !== undefined) return { pipelineExecutionId: earlier };
      const underWay = executions.of(context, pipeline).filter(isUnderWay);
      if (underWay.length >= quotas(context).executionsPerPipeline) {
        const message = `The pipeline ${input.name} has reached the limit of ${underWay.length} executions at the same time.`;
        throw new AwsError('ConcurrentPipelineExecutionsLimitExceededException', message);
      }
      checkRevisions(pipeline.declaration, input.sourceRevisions ?? []);
      const { pipelineExecutionId } = executions.start(context, pipeline, {
        trigger: { triggerType: 'StartPipelineExecution', triggerDetail: call.caller.arn },
        variables: input.variables ?? [],
        sourceRevisions: input.sourceRevisions ?? [],
        endsFailed: call.endsFailed,
      });
      if (token !== undefined) tokens[token] = pipelineExecutionId;
      return { pipelineExecutionId };
    },
    StopPipelineExecution: async (input: ExecutionInput, call: AwsCall, context: GatewayContext) => {
      const execution = find(input, call, context);
      // StopPipelineExecution knows no other error for one that is gone.
      if (!execution) {
        const message = 'Unable to stop the pipeline execution: it might already be in a Stopped state, or it might no longer exist.';
        throw new AwsError('PipelineExecutionNotStoppableException', message);
      }
      const { pipelineExecutionId, status } = execution;
      if (status === 'Stopping' && input.abandon !== true) {
        throw new AwsError('DuplicatedStopRequestException', `The execution ${pipelineExecutionId} is already being stopped`);
      }
      if (!isUnderWay(execution)) {
        const message = `The execution ${pipelineExecutionId} is ${status} and cannot be stopped`;
        throw new AwsError('PipelineExecutionNotStoppableException', message);
      }
      execution.status = 'Stopping';
      if (input.reason !== undefined) execution.stopReason = input.reason;
      if (input.abandon === true) await executions.abandon(execution);
      else executions.stop(execution);
      return { pipelineExecutionId };
    },
    // https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RetryStageExecution.html
    RetryStageExecution: (input: ExecutionInput, call: AwsCall, context: GatewayContext) => {
      const pipeline = getPipeline(context, call, input.pipelineName);
      const execution = find(input, call, context);
      const stageName = required(input.stageName, 'stageName');
      if (!pipeline.declaration.stages.some(({ name }) => name === stageName)) {
        throw new AwsError('StageNotFoundException', `Pipeline ${input.pipelineName} does not contain a stage ${stageName}`);
      }
      const latest = executions.of(context, pipeline).find(({ stages }) => stages[stageName] !== undefined);
      if (!execution || (latest && latest !== execution)) {
        const message = `The pipeline execution ${input.pipelineExecutionId} is not the latest in the stage ${stageName}`;
        throw new AwsError('NotLatestPipelineExecutionException', message);
      }
      const { pipelineExecutionId } = execution;
      if (execution.stages[stageName] !== 'Failed' || execution.status !== 'Failed') {
        throw new AwsError('StageNotRetryableException', `Stage ${stageName} is not in a retryable state: it has not failed`);
      }
      if (call.endsFailed === undefined) delete execution.endsFailed;
      else execution.endsFailed = call.endsFailed;
      executions.retry(context, pipeline, execution, { stageName, retryMode: required(input.retryMode, 'retryMode') });
      return { pipelineExecutionId };
    },
    GetPipelineExecution: (input: ExecutionInput, call: AwsCall, context: GatewayContext) => {
      const execution = getExecution(input, call, context);
      const { pipelineName, pipelineVersion, pipelineExecutionId, status, statusSummary, variables, trigger, executionMode } = execution;
      const shown = { pipelineName, pipelineVersion, pipelineExecutionId, status, statusSummary, variables, trigger, executionMode };
      const artifactRevisions = execution.artifactRevisions.map(({ name, revisionId, created }) => ({ name, revisionId, created }));
      return { pipelineExecution: { ...shown, artifactRevisions, executionType: 'STANDARD' } };
    },
    ListPipelineExecutions: (input: ExecutionInput, call: AwsCall, context: GatewayContext) => {
      const { items, ...next } = page(executions.of(context, getPipeline(context, call, input.pipelineName)), input);
      return { pipelineExecutionSummaries: items.map(executionSummary), ...next };
    },
    ListActionExecutions: (input: ExecutionInput, call: AwsCall, context: GatewayContext) => {
      const all = executions.of(context, getPipeline(context, call, input.pipelineName));
      const wanted = input.filter?.pipelineExecutionId ?? input.filter?.latestInPipelineExecution?.pipelineExecutionId;
      const chosen = all.filter(({ pipelineExecutionId }) => wanted === undefined || pipelineExecutionId === wanted);
      if (wanted !== undefined && chosen.length === 0) throw notFound(input, wanted);
      const newestFirst = chosen.flatMap(({ actions }) => [...actions].reverse());
      const { items, ...next } = page(newestFirst, input);
      return { actionExecutionDetails: items, ...next };
    },
  };
};
