import { randomUUID } from 'node:crypto';
import type { GatewayContext } from '../../types.ts';
import type { RoleSession } from '../role-session.ts';
import { type ActionServices, asActionFailure, failIfAsked, runBuildAction } from './actions.ts';
import { runSourceAction } from './source-actions.ts';
import type { ActionDeclaration, ActionExecution, Execution, NamedArtifact, PipelineDeclaration, StageDeclaration } from './types.ts';
import { escapeForJson, resolveConfiguration, type Variables } from './variables.ts';

/** The execution that an action belongs to. */
export interface ActionRun {
  readonly context: GatewayContext;
  readonly declaration: PipelineDeclaration;
  readonly execution: Execution;
  readonly services: ActionServices;
}

/** What earlier actions have put out. */
export interface Outputs {
  readonly artifacts: Map<string, NamedArtifact>;
  readonly variables: Record<string, Readonly<Record<string, string>>>;
}

const newAction = (run: ActionRun, stage: StageDeclaration, action: ActionDeclaration, outputs: Outputs): ActionExecution => {
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

/** Gives later actions what a succeeded one has put out. */
export const addOutputs = ({ artifacts, variables }: Outputs, { input, output }: ActionExecution): void => {
  for (const artifact of output.outputArtifacts) artifacts.set(artifact.name, artifact);
  if (input.namespace !== undefined) variables[input.namespace] = output.outputVariables;
};

/** Runs one action and records how it ended; rethrows why it failed. */
export const runAction = async (
  run: ActionRun,
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
    const isSource = action.actionTypeId.category === 'Source';
    failIfAsked(execution, stage.name, isSource);
    const perform = isSource ? runSourceAction : runBuildAction;
    const result = await perform(context, run.services, {
      accountId: execution.accountId,
      region: execution.region,
      pipelineName: declaration.name,
      action,
      configuration,
      inputArtifacts: record.input.inputArtifacts,
      artifactStore,
      session,
      revisions: execution.sourceRevisions.filter(({ actionName }) => actionName === action.name),
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
    addOutputs(outputs, record);
    const { revisionId } = result;
    if (revisionId !== undefined) {
      const revisionOf = ({ name }: NamedArtifact) => ({ name, actionName: action.name, revisionId, created: record.startTime });
      execution.artifactRevisions.push(...result.outputArtifacts.map(revisionOf));
    }
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
