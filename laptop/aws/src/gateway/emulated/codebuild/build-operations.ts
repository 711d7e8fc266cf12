import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext } from '../../types.ts';
import { arnOf, required, scopedKey, scopeOf } from '../request.ts';
import type { Builds } from './builds.ts';
import { checkServiceRole, codebuildState, findProject, invalid } from './project.ts';
import type { Build, EnvironmentVariable, Project, ProjectSource } from './types.ts';

export interface StartBuildInput {
  readonly projectName?: string;
  readonly sourceVersion?: string;
  readonly environmentVariablesOverride?: readonly EnvironmentVariable[];
  readonly buildspecOverride?: string;
  readonly serviceRoleOverride?: string;
  readonly timeoutInMinutesOverride?: number;
  readonly sourceTypeOverride?: ProjectSource['type'];
  readonly sourceLocationOverride?: string;
  readonly idempotencyToken?: string;
}

interface BuildIds {
  readonly ids?: readonly string[];
}

const getProject = (context: GatewayContext, call: AwsCall, projectName: string | undefined): Project => {
  const name = required(projectName, 'projectName', 'InvalidInputException');
  const project = findProject(context, call, name);
  if (project) return project;
  throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${arnOf(scopeOf(call), 'codebuild', `project/${name}`)}`);
};

/** The project with what StartBuild overrides of it. */
const overridden = (project: Project, input: StartBuildInput): Project => {
  const source = {
    ...project.source,
    ...(input.sourceTypeOverride === undefined ? {} : { type: input.sourceTypeOverride }),
    ...(input.sourceLocationOverride === undefined ? {} : { location: input.sourceLocationOverride }),
  };
  if (source.type === 'CODEPIPELINE') throw invalid('Build with source type CODEPIPELINE can only be started by CodePipeline');
  return { ...project, serviceRole: input.serviceRoleOverride ?? project.serviceRole, source };
};

/** The last part of the caller's ARN: `role/session`, or `root`. */
const initiatorOf = (call: AwsCall): string =>
  call.caller.arn
    .split(':')
    .at(-1)
    ?.replace(/^assumed-role\//, '') ?? 'root';

export const buildOperations = (builds: Builds) => ({
  StartBuild: async (input: StartBuildInput, call: AwsCall, context: GatewayContext) => {
    const project = getProject(context, call, input.projectName);
    const { tokens } = codebuildState(context);
    const token = input.idempotencyToken === undefined ? undefined : scopedKey(scopeOf(call), `${project.name}/${input.idempotencyToken}`);
    const earlier = token === undefined ? undefined : tokens[token];
    const same = earlier === undefined ? undefined : builds.find(context, call, earlier);
    if (same) return { build: same };
    if (input.serviceRoleOverride !== undefined) await checkServiceRole(context, call, input.serviceRoleOverride, project.arn);
    const { build } = builds.start(context, overridden(project, input), {
      ...scopeOf(call),
      projectName: project.name,
      initiator: initiatorOf(call),
      environmentVariables: input.environmentVariablesOverride ?? [],
      ...(input.sourceVersion === undefined ? {} : { sourceVersion: input.sourceVersion }),
      ...(input.buildspecOverride === undefined ? {} : { buildspec: input.buildspecOverride }),
      ...(input.timeoutInMinutesOverride === undefined ? {} : { timeoutInMinutes: input.timeoutInMinutesOverride }),
    });
    if (token !== undefined) tokens[token] = build.id;
    return { build };
  },
  BatchGetBuilds: (input: BuildIds, call: AwsCall, context: GatewayContext) => {
    const ids = required(input.ids, 'ids', 'InvalidInputException');
    const found = ids.map((id) => builds.find(context, call, id));
    return {
      builds: found.filter((build) => build !== undefined),
      buildsNotFound: ids.filter((_id, index) => found[index] === undefined),
    };
  },
  ListBuildsForProject: (input: { projectName?: string; sortOrder?: string }, call: AwsCall, context: GatewayContext) => {
    const prefix = scopedKey(scopeOf(call), `${required(input.projectName, 'projectName', 'InvalidInputException')}:`);
    const own = Object.entries(codebuildState(context).builds).filter(([key]) => key.startsWith(prefix));
    // Builds outlive their project.
    if (own.length === 0) getProject(context, call, input.projectName);
    const oldestFirst = own.map(([, build]) => build).sort((a, b) => a.buildNumber - b.buildNumber);
    const ids = oldestFirst.map(({ id }) => id);
    return { ids: input.sortOrder === 'ASCENDING' ? ids : ids.reverse() };
  },
  StopBuild: async (input: { readonly id?: string }, call: AwsCall, context: GatewayContext): Promise<{ build: Build }> => {
    const id = required(input.id, 'id', 'InvalidInputException');
    const build = builds.find(context, call, id);
    if (!build) throw new AwsError('ResourceNotFoundException', `Build cannot be found: ${id}`);
    await builds.stop(build);
    return { build };
  },
  BatchDeleteBuilds: (input: BuildIds, call: AwsCall, context: GatewayContext) => {
    const buildsDeleted: string[] = [];
    const buildsNotDeleted: { id: string; statusCode: string }[] = [];
    for (const id of required(input.ids, 'ids', 'InvalidInputException')) {
      const build = builds.find(context, call, id);
      if (build?.buildComplete) {
        delete codebuildState(context).builds[scopedKey(scopeOf(call), build.id)];
        buildsDeleted.push(build.arn);
      } else buildsNotDeleted.push({ id, statusCode: build ? 'BUILD_IN_PROGRESS' : 'BUILD_NOT_FOUND' });
    }
    return { buildsDeleted, buildsNotDeleted };
  },
});
