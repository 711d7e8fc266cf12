import type { AwsCall } from '../../call.ts';
import type { GatewayContext, Service } from '../../types.ts';
import { arnOf, scopeOf } from '../request.ts';
import type { BuildHost } from './build.ts';
import { buildOperations } from './build-operations.ts';
import { createBuilds, type StartedBuild } from './builds.ts';
import { projectOperations } from './project.ts';
import type { BuildRequest, Project } from './types.ts';

export interface Codebuild {
  readonly service: Service;
  /** Starts a build in-process, as the pipeline service does. */
  readonly start: (context: GatewayContext, project: Project, request: BuildRequest) => StartedBuild;
  /** Stops all running builds and waits for their end. */
  readonly stopAll: () => Promise<void>;
}

/** The members of requests that name projects and builds. */
interface NamingInput {
  readonly name?: string;
  readonly projectName?: string;
  readonly names?: readonly string[];
  readonly id?: string;
  readonly ids?: readonly string[];
}

const projectOfBuild = (idOrArn: string | undefined): string | undefined => idOrArn?.replace(/^arn:.*:build\//, '').split(':')[0];

const projectArn = (name: string, call: AwsCall): string =>
  name.startsWith('arn:') ? name : arnOf(scopeOf(call), 'codebuild', `project/${name}`);

/** The projects that a request touches. IAM sees builds through their project. */
const projectArns = ({ name, projectName, names, id, ids }: NamingInput, call: AwsCall): string[] => {
  const given = name ?? projectName ?? projectOfBuild(id);
  const several = given === undefined ? (names ?? (ids ?? []).map(projectOfBuild)) : [given];
  return [...new Set(several.map((project) => projectArn(project ?? '*', call)))];
};

type Operation = (input: Record<string, never>, call: AwsCall, context: GatewayContext) => object | Promise<object>;

/** The gateway asks for the first project of a batch, this for the others. */
const authorized =
  (operation: string, perform: Operation): Operation =>
  async (input, call, context) => {
    for (const arn of projectArns(input, call).slice(1)) await context.authorize(call, `codebuild:${operation}`, arn);
    return perform(input, call, context);
  };

/** CodeBuild whose build containers are child processes of the gateway. */
export const codebuild = (host: BuildHost): Codebuild => {
  const builds = createBuilds(host);
  const operations = { ...projectOperations, ...buildOperations(builds) };
  return {
    service: {
      service: 'codebuild',
      operations: Object.fromEntries(Object.entries<Operation>(operations).map(([name, perform]) => [name, authorized(name, perform)])),
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html
      resource: (operation, input: NamingInput, call) => (operation === 'ListProjects' ? '*' : (projectArns(input, call)[0] ?? '*')),
    },
    start: builds.start,
    stopAll: builds.stopAll,
  };
};
