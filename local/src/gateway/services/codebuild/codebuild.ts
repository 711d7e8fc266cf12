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

/** CodeBuild whose build containers are child processes of the gateway. */
export const codebuild = (host: BuildHost): Codebuild => {
  const builds = createBuilds(host);
  return {
    service: {
      service: 'codebuild',
      operations: { ...projectOperations, ...buildOperations(builds) },
      // Builds are authorized through their project. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html
      resource: (operation, input: NamingInput, call) => {
        if (operation === 'ListProjects') return '*';
        const name = input.name ?? input.projectName ?? projectOfBuild(input.id ?? input.ids?.[0]) ?? input.names?.[0] ?? '*';
        return name.startsWith('arn:') ? name : arnOf(scopeOf(call), 'codebuild', `project/${name}`);
      },
    },
    start: builds.start,
    stopAll: builds.stopAll,
  };
};
