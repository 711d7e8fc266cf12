import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import { quotas } from '../../rules/quotas.ts';
import type { GatewayContext } from '../../types.ts';
import { arnOf, inScope, required, scopedKey, scopeOf } from '../request.ts';
import { authorizeRole } from '../role-call.ts';
import { assumeServiceRole, isTrustedRole } from '../role-session.ts';
import type { CodebuildState, Project, ProjectArtifacts, ProjectCache, ProjectEnvironment, ProjectSource } from './types.ts';

export interface ProjectInput {
  readonly name?: string;
  readonly description?: string;
  readonly source?: ProjectSource;
  readonly sourceVersion?: string;
  readonly artifacts?: ProjectArtifacts;
  readonly cache?: ProjectCache;
  readonly environment?: ProjectEnvironment;
  readonly serviceRole?: string;
  readonly timeoutInMinutes?: number;
  readonly queuedTimeoutInMinutes?: number;
  readonly encryptionKey?: string;
  readonly tags?: Project['tags'];
  readonly vpcConfig?: Project['vpcConfig'];
}

export const invalid = (message: string): AwsError => new AwsError('InvalidInputException', message);

export const codebuildState = (context: GatewayContext): CodebuildState =>
  context.state('codebuild', () => ({ projects: {}, builds: {}, buildNumbers: {}, tokens: {} }));

/** Finds a project by name or ARN. */
export const findProject = (context: GatewayContext, call: AwsCall, nameOrArn: string): Project | undefined => {
  const name = nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.indexOf('/') + 1) : nameOrArn;
  return codebuildState(context).projects[scopedKey(scopeOf(call), name)];
};

const checkName = (name: string): void => {
  if (!/^[A-Za-z0-9][A-Za-z0-9\-_]{1,149}$/.test(name)) throw invalid(`Invalid project name: ${name}`);
};

const checkTimes = ({ timeoutInMinutes, queuedTimeoutInMinutes }: ProjectInput): void => {
  const outside = (value: number | undefined, max: number): boolean => value !== undefined && (value < 5 || value > max);
  if (outside(timeoutInMinutes, 2160)) throw invalid('Invalid timeoutInMinutes: must be between 5 and 2160');
  if (outside(queuedTimeoutInMinutes, 480)) throw invalid('Invalid queuedTimeoutInMinutes: must be between 5 and 480');
};

const checkArtifacts = (source: ProjectSource, artifacts: ProjectArtifacts): void => {
  if ((source.type === 'CODEPIPELINE') !== (artifacts.type === 'CODEPIPELINE')) {
    throw invalid('Invalid artifacts: artifact type CODEPIPELINE can only be used with source type CODEPIPELINE');
  }
  if (artifacts.type === 'S3' && !artifacts.location) throw invalid('Invalid artifacts: location must be specified for type S3');
  if (source.type === 'NO_SOURCE' && !source.buildspec) throw invalid('Project source type NO_SOURCE requires an inline buildspec');
};

/** The role must be the caller's to pass, and CodeBuild's to assume. */
export const checkServiceRole = async (context: GatewayContext, call: AwsCall, roleArn: string, project: string): Promise<void> => {
  await context.authorize(call, 'iam:PassRole', roleArn, { 'iam:PassedToService': 'codebuild.amazonaws.com' });
  if (roleArn.split(':')[4] !== call.caller.accountId) throw invalid('Cross-account pass role is not allowed.');
  if (!(await isTrustedRole(context, { roleArn, principal: 'codebuild.amazonaws.com', sourceArn: project }))) {
    throw invalid(`CodeBuild is not authorized to perform: sts:AssumeRole on ${roleArn}`);
  }
};

/** What CodeBuild looks at as the project's role before it takes a VPC (CodeBuild User Guide, "Allow CodeBuild access to AWS services …"). */
const checkNetwork = async (context: GatewayContext, call: AwsCall, roleArn: string, sourceArn: string): Promise<void> => {
  const request = { roleArn, principal: 'codebuild.amazonaws.com', sourceArn, sessionName: 'AWSCodeBuild' };
  const session = await assumeServiceRole(context, request);
  for (const action of ['DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs']) {
    await authorizeRole(context, session, call.region, `ec2:${action}`, '*').catch(() => {
      throw invalid(`Not authorized to perform ${action}`);
    });
  }
};

const toProject = (input: ProjectInput, call: AwsCall, now: number, previous?: Project): Project => {
  type Required = Pick<Project, 'name' | 'source' | 'artifacts' | 'environment' | 'serviceRole'>;
  const field = <K extends keyof Required>(name: K): Required[K] => {
    const given: Partial<Required> = input;
    return required<Required[K]>(given[name] ?? previous?.[name], name, 'InvalidInputException');
  };
  const name = field('name');
  const scope = scopeOf(call);
  checkName(name);
  checkTimes(input);
  checkArtifacts(field('source'), field('artifacts'));
  return {
    // What changes nothing on a laptop (logs, limits) is kept as given.
    ...previous,
    ...input,
    name,
    arn: arnOf(scope, 'codebuild', `project/${name}`),
    source: field('source'),
    artifacts: field('artifacts'),
    cache: input.cache ?? previous?.cache ?? { type: 'NO_CACHE' },
    environment: field('environment'),
    serviceRole: field('serviceRole'),
    timeoutInMinutes: input.timeoutInMinutes ?? previous?.timeoutInMinutes ?? 60,
    queuedTimeoutInMinutes: input.queuedTimeoutInMinutes ?? previous?.queuedTimeoutInMinutes ?? 480,
    encryptionKey: input.encryptionKey ?? previous?.encryptionKey ?? arnOf(scope, 'kms', 'alias/aws/s3'),
    tags: input.tags ?? previous?.tags ?? [],
    created: previous?.created ?? now,
    lastModified: now,
    badge: { badgeEnabled: false },
  };
};

export const projectOperations = {
  CreateProject: async (input: ProjectInput, call: AwsCall, context: GatewayContext) => {
    const project = toProject(input, call, context.clock.now() / 1000);
    const key = scopedKey(scopeOf(call), project.name);
    const exists = (): boolean => codebuildState(context).projects[key] !== undefined;
    const taken = (): AwsError => new AwsError('ResourceAlreadyExistsException', `Project already exists: ${project.arn}`);
    if (exists()) throw taken();
    const { buildProjects } = quotas(context);
    if (inScope(codebuildState(context).projects, scopeOf(call)).length >= buildProjects) {
      throw new AwsError('AccountLimitExceededException', `Cannot have more than ${buildProjects} projects for the account`);
    }
    await checkServiceRole(context, call, project.serviceRole, project.arn);
    if (project.vpcConfig) await checkNetwork(context, call, project.serviceRole, project.arn);
    if (exists()) throw taken();
    codebuildState(context).projects[key] = project;
    return { project };
  },
  UpdateProject: async (input: ProjectInput, call: AwsCall, context: GatewayContext) => {
    const previous = findProject(context, call, required(input.name, 'name', 'InvalidInputException'));
    if (!previous) throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${input.name}`);
    const project = toProject({ ...input, name: previous.name }, call, context.clock.now() / 1000, previous);
    if (input.serviceRole !== undefined) await checkServiceRole(context, call, input.serviceRole, project.arn);
    if (project.vpcConfig) await checkNetwork(context, call, project.serviceRole, project.arn);
    codebuildState(context).projects[scopedKey(scopeOf(call), project.name)] = project;
    return { project };
  },
  BatchGetProjects: (input: { readonly names?: readonly string[] }, call: AwsCall, context: GatewayContext) => {
    const names = required(input.names, 'names', 'InvalidInputException');
    const found = names.map((name) => findProject(context, call, name));
    return {
      projects: found.filter((project) => project !== undefined),
      projectsNotFound: names.filter((_name, index) => found[index] === undefined),
    };
  },
  ListProjects: (input: { readonly sortOrder?: string }, call: AwsCall, context: GatewayContext) => {
    const projects = inScope(codebuildState(context).projects, scopeOf(call))
      .map(({ name }) => name)
      .sort();
    return { projects: input.sortOrder === 'DESCENDING' ? projects.reverse() : projects };
  },
  // Deleting what does not exist succeeds. Builds outlive their project.
  DeleteProject: (input: { readonly name?: string }, call: AwsCall, context: GatewayContext) => {
    const project = findProject(context, call, required(input.name, 'name', 'InvalidInputException'));
    if (project) delete codebuildState(context).projects[scopedKey(scopeOf(call), project.name)];
    return {};
  },
};
