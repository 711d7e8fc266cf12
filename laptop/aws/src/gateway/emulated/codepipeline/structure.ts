import { AwsError } from '../../errors.ts';
import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from './types.ts';
import { references } from './variables.ts';

const NAME = /^[A-Za-z0-9.@\-_]{1,100}$/;
const MAX_VARIABLES = 50;

const stageError = (message: string): AwsError => new AwsError('InvalidStageDeclarationException', message);
const actionError = (message: string): AwsError => new AwsError('InvalidActionDeclarationException', message);
const structureError = (message: string): AwsError => new AwsError('InvalidStructureException', message);

const provided = (action: ActionDeclaration): string => `${action.actionTypeId.category}/${action.actionTypeId.provider}`;

/** What the sources must say, by their provider. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  'Source/CodeCommit': ['RepositoryName', 'BranchName'],
  'Source/S3': ['S3Bucket', 'S3ObjectKey'],
};
const checkSource = (action: ActionDeclaration, needed: readonly string[]): void => {
  const missing = needed.find((key) => !action.configuration?.[key]);
  if (missing) throw actionError(`Action configuration for action '${action.name}' is missing required configuration '${missing}'`);
  if (action.outputArtifacts?.length !== 1)
    throw actionError(`Action '${action.name}' has an invalid number of output artifacts: expected 1`);
  if (action.inputArtifacts?.length) throw actionError(`Action '${action.name}' has an invalid number of input artifacts: expected 0`);
};

const checkEnvironmentVariables = (action: ActionDeclaration, json: string): void => {
  try {
    // References stand inside strings, so the text must be JSON as it is.
    const variables: unknown = JSON.parse(json);
    const fits = (entry: unknown): boolean =>
      typeof entry === 'object' &&
      entry !== null &&
      typeof Reflect.get(entry, 'name') === 'string' &&
      typeof Reflect.get(entry, 'value') === 'string';
    if (Array.isArray(variables) && variables.every(fits)) return;
  } catch {
    // Reported below.
  }
  throw actionError(
    `Action '${action.name}' has an invalid EnvironmentVariables configuration: expected a JSON array of {name, value, type}`,
  );
};

const checkBuild = (action: ActionDeclaration): void => {
  const { ProjectName, PrimarySource, EnvironmentVariables } = action.configuration ?? {};
  if (!ProjectName) throw actionError(`Action configuration for action '${action.name}' is missing required configuration 'ProjectName'`);
  const inputs = (action.inputArtifacts ?? []).map(({ name }) => name);
  if (inputs.length === 0) throw actionError(`Action '${action.name}' has an invalid number of input artifacts: expected at least 1`);
  if (inputs.length > 1 && (PrimarySource === undefined || !inputs.includes(PrimarySource))) {
    throw actionError(`Action '${action.name}' has more than one input artifact: PrimarySource must name one of them`);
  }
  if (EnvironmentVariables !== undefined) checkEnvironmentVariables(action, EnvironmentVariables);
};

const checkAction = (action: ActionDeclaration, first: boolean): void => {
  if (!NAME.test(action.name)) throw actionError(`Action name '${action.name}' is not valid`);
  if ((action.actionTypeId.category === 'Source') !== first) {
    throw stageError(
      first ? 'Pipeline must start with a stage that only contains source actions' : 'Only the first stage can contain source actions',
    );
  }
  for (const [key, value] of Object.entries(action.configuration ?? {})) {
    if (value.length < 1 || value.length > 1000)
      throw actionError(`Configuration value '${key}' of action '${action.name}' must have 1 to 1000 characters`);
  }
  if (action.roleArn !== undefined) throw actionError(`Action '${action.name}': the laptop's pipelines know no role per action`);
  const source = SOURCES[provided(action)];
  if (source) checkSource(action, source);
  else if (provided(action) === 'Build/CodeBuild' || provided(action) === 'Test/CodeBuild') checkBuild(action);
  else throw actionError(`ActionType ${provided(action)} is not available on the laptop`);
};

/** Actions of a stage by run order: those of equal order run side by side. */
export const actionGroups = (stage: StageDeclaration): ActionDeclaration[][] => {
  const groups = new Map<number, ActionDeclaration[]>();
  for (const action of stage.actions) groups.set(action.runOrder ?? 1, [...(groups.get(action.runOrder ?? 1) ?? []), action]);
  return [...groups].sort(([a], [b]) => a - b).map(([, actions]) => actions);
};

const duplicate = (names: readonly string[]): string | undefined => names.find((name, index) => names.indexOf(name) !== index);

/** What earlier actions have declared. */
interface Declared {
  readonly artifacts: Set<string>;
  readonly namespaces: Set<string>;
}
const checkUses = (action: ActionDeclaration, { artifacts, namespaces }: Declared): void => {
  const missing = (action.inputArtifacts ?? []).find(({ name }) => !artifacts.has(name));
  if (missing) {
    throw stageError(
      `Input Artifact Bundle ${missing.name} in action ${action.name} is not declared as Output Artifact Bundle in any of the preceding actions`,
    );
  }
  const unknown = Object.values(action.configuration ?? {})
    .flatMap(references)
    .find(({ namespace }) => !namespaces.has(namespace));
  if (unknown) throw actionError(`The pipeline execution variable ${unknown.reference} is referencing a namespace that does not exist`);
};
const declare = (action: ActionDeclaration, { artifacts, namespaces }: Declared): void => {
  for (const { name } of action.outputArtifacts ?? []) {
    if (artifacts.has(name)) throw structureError(`Output Artifact Bundle name must be unique within a pipeline: ${name}`);
    artifacts.add(name);
  }
  if (action.namespace !== undefined) namespaces.add(action.namespace);
};
/** Actions that run side by side see nothing of each other. */
const checkFlow = (stages: readonly StageDeclaration[]): void => {
  const declared: Declared = { artifacts: new Set(), namespaces: new Set(['variables', 'codepipeline']) };
  for (const group of stages.flatMap(actionGroups)) {
    for (const action of group) checkUses(action, declared);
    for (const action of group) declare(action, declared);
  }
};

/**
 * Refuses a structure that CodePipeline would refuse.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
 */
export const checkStructure = (pipeline: PipelineDeclaration): void => {
  if (!NAME.test(pipeline.name)) throw new AwsError('ValidationException', `Pipeline name '${pipeline.name}' is not valid`);
  if (pipeline.stages.length < 2) throw structureError('Pipeline must contain at least two stages');
  if ((pipeline.artifactStore === undefined) === (pipeline.artifactStores === undefined)) {
    throw structureError('You must include either artifactStore or artifactStores in your pipeline, but you cannot use both');
  }
  const twice = duplicate(pipeline.stages.map(({ name }) => name));
  if (twice !== undefined) throw stageError(`Stage name must be unique within a pipeline: ${twice}`);
  pipeline.stages.forEach((stage, index) => {
    if (!NAME.test(stage.name)) throw stageError(`Stage name '${stage.name}' is not valid`);
    if (stage.actions.length === 0) throw stageError(`Stage '${stage.name}' has no actions`);
    const again = duplicate(stage.actions.map(({ name }) => name));
    if (again !== undefined) throw actionError(`Action name must be unique within stage '${stage.name}': ${again}`);
    for (const action of stage.actions) checkAction(action, index === 0);
    const result = stage.onFailure?.result ?? 'FAIL';
    if (result !== 'FAIL' && result !== 'RETRY') throw stageError(`The laptop's pipelines know no onFailure result ${result}`);
  });
  checkFlow(pipeline.stages);
  const variables = pipeline.variables ?? [];
  if (variables.length > MAX_VARIABLES) throw new AwsError('LimitExceededException', `A pipeline has at most ${MAX_VARIABLES} variables`);
  const v2Only = variables.length > 0 || (pipeline.executionMode !== undefined && pipeline.executionMode !== 'SUPERSEDED');
  if (v2Only && pipeline.pipelineType !== 'V2')
    throw structureError('Variables and execution modes other than SUPERSEDED need pipelineType V2');
};
