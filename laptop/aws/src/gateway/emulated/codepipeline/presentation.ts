import type { ActionExecution, Execution, StoredPipeline } from './types.ts';

/** An execution as ListPipelineExecutions shows it. */
export const executionSummary = (execution: Execution): object => ({
  pipelineExecutionId: execution.pipelineExecutionId,
  status: execution.status,
  statusSummary: execution.statusSummary,
  startTime: execution.startTime,
  lastUpdateTime: execution.lastUpdateTime,
  sourceRevisions: execution.artifactRevisions.map(({ actionName, revisionId }) => ({ actionName, revisionId })),
  trigger: execution.trigger,
  ...(execution.stopReason === undefined ? {} : { stopTrigger: { reason: execution.stopReason } }),
  executionMode: execution.executionMode,
  executionType: 'STANDARD',
});

const actionState = (
  actionName: string,
  action: ActionExecution | undefined,
  revision: Execution['artifactRevisions'][number] | undefined,
): object => {
  if (!action) return { actionName };
  const { externalExecutionId, externalExecutionSummary, errorDetails } = action.output.executionResult;
  return {
    actionName,
    ...(revision === undefined
      ? {}
      : { currentRevision: { revisionId: revision.revisionId, revisionChangeId: revision.revisionId, created: revision.created } }),
    latestExecution: {
      actionExecutionId: action.actionExecutionId,
      status: action.status,
      summary: externalExecutionSummary,
      lastStatusChange: action.lastUpdateTime,
      externalExecutionId,
      errorDetails,
    },
  };
};

const transitionState = (disabled: NonNullable<StoredPipeline['disabled']>[string] | undefined): object =>
  disabled === undefined
    ? { enabled: true }
    : { enabled: false, disabledReason: disabled.reason, lastChangedBy: disabled.by, lastChangedAt: disabled.at };

/** A pipeline as GetPipelineState shows it: of each stage the newest execution that entered it. `executions` are newest first. */
export const pipelineState = ({ declaration, created, updated, disabled }: StoredPipeline, executions: readonly Execution[]): object => ({
  pipelineName: declaration.name,
  pipelineVersion: declaration.version,
  created,
  updated,
  stageStates: declaration.stages.map((stage) => {
    const latest = executions.find(({ stages }) => stages[stage.name] !== undefined);
    const stopping = latest?.status === 'Stopping' && latest.stages[stage.name] === 'InProgress';
    return {
      stageName: stage.name,
      inboundTransitionState: transitionState(disabled?.[stage.name]),
      actionStates: stage.actions.map(({ name }) => {
        const action = latest?.actions.findLast(({ stageName, actionName }) => stageName === stage.name && actionName === name);
        return actionState(
          name,
          action,
          latest?.artifactRevisions.find(({ actionName }) => actionName === name),
        );
      }),
      ...(latest === undefined
        ? {}
        : {
            latestExecution: { pipelineExecutionId: latest.pipelineExecutionId, status: stopping ? 'Stopping' : latest.stages[stage.name] },
          }),
    };
  }),
});
