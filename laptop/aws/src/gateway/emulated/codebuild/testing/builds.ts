import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { caller, createFakeContext } from '../../testing/fake-context.ts';
import { createBuildSlots } from '../build-slots.ts';
import { codebuild } from '../codebuild.ts';
import { createContainerCredentials } from '../container-credentials.ts';
import { codebuildState } from '../project.ts';
import type { Build, Project } from '../types.ts';

export const serviceRole = 'arn:aws:iam::100000000003:role/build';

/** A buildspec of the given phases and further sections. */
export const spec = (phases: string, rest = ''): string => `version: 0.2\nphases:\n${phases}\n${rest}`;

/** CodeBuild without a gateway, with one project `project` at most; builds really run, in `runFolder`. */
export const setUpBuilds = (runFolder: string, options: { minuteMs?: number; builds?: number } = {}, fake = createFakeContext()) => {
  fake.trust.set('build', ['codebuild.amazonaws.com']);
  const codebuildService = codebuild({
    runFolder,
    sourceFolders: () => runFolder,
    machine: { toolPath: process.env.PATH ?? '' },
    slots: createBuildSlots(options.builds ?? 2),
    credentials: createContainerCredentials(),
    minuteMs: options.minuteMs ?? 60_000,
  });
  const call = caller(codebuildService.service, fake);
  const createProject = (buildspec: string, more: Partial<Project> = {}) =>
    call('CreateProject', {
      name: 'project',
      source: { type: 'NO_SOURCE', buildspec },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: { type: 'LINUX_CONTAINER', image: 'aws/codebuild/standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
      serviceRole,
      ...more,
    });
  const project = () => Object.values(codebuildState(fake.context).projects)[0] as Project;
  const start = (environmentVariables: { name: string; value: string; type?: 'PARAMETER_STORE' | 'SECRETS_MANAGER' }[] = []) =>
    codebuildService.start(fake.context, project(), {
      accountId: '100000000003',
      region: 'us-east-1',
      projectName: 'project',
      initiator: 'test',
      environmentVariables,
    });
  const run = async (buildspec: string, environmentVariables?: Parameters<typeof start>[0], more?: Partial<Project>): Promise<Build> => {
    await createProject(buildspec, more);
    return start(environmentVariables).finished;
  };
  const log = (build: Build) => readFile(join(runFolder, 'logs', 'project', `${build.logs.streamName}.log`), 'utf8');
  return { fake, codebuildService, call, createProject, start, run, log };
};
