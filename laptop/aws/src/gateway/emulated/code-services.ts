import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { AwsResult } from '../call.ts';
import type { GatewayContext, Service } from '../types.ts';
import { createBuildSlots } from './codebuild/build-slots.ts';
import { codebuild } from './codebuild/codebuild.ts';
import { CREDENTIALS_PATH, createContainerCredentials } from './codebuild/container-credentials.ts';
import { codecommit } from './codecommit/codecommit.ts';
import { codepipeline } from './codepipeline/codepipeline.ts';
import type { SourceFolders } from './source-folder.ts';

export interface CodeServicesOptions {
  readonly sourceFolders: SourceFolders;
  /** Where builds run, and where their logs (`logs/<project>/<build>.log`) and caches stay. */
  readonly runFolder: string;
  /** `PATH` of builds. */
  readonly toolPath: string;
  /** Builds that run at once; more wait. */
  readonly concurrentBuilds?: number;
}

/** The delivery services, which share builds and sources. */
export interface CodeServices {
  readonly services: readonly Service[];
  /** Answers a GET under `/_laptop/codebuild/credentials/`; undefined for any other path. */
  readonly answer: (path: string) => Promise<AwsResult> | undefined;
  /** Starts the pipelines that have the repository as source; answers the execution ids. */
  readonly repositoryChanged: (context: GatewayContext, repositoryName: string) => readonly string[];
  /** Ends all executions and builds; the next start shows them as stopped. */
  readonly stopAll: () => Promise<void>;
}

/** A `PATH` for builds: this Node, npm, the AWS CLI in `venvBin` and the system's tools, but no `node_modules/.bin` of the laptop. */
export const buildToolPath = (venvBin: string): string => {
  const own = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const npm = own.find((folder) => existsSync(join(folder, 'npm')));
  const folders = [
    dirname(process.execPath),
    ...(npm === undefined ? [] : [npm]),
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
    '/usr/sbin',
    '/sbin',
    venvBin,
  ];
  return [...new Set(folders)].join(delimiter);
};

const userConfig = (): { npmUserConfig?: string } => {
  const file = process.env.npm_config_userconfig ?? join(homedir(), '.npmrc');
  return existsSync(file) ? { npmUserConfig: file } : {};
};

/** CodeCommit, CodeBuild and CodePipeline. */
export const codeServices = ({ sourceFolders, runFolder, toolPath, concurrentBuilds = 2 }: CodeServicesOptions): CodeServices => {
  const credentials = createContainerCredentials();
  const builds = codebuild({
    runFolder,
    sourceFolders,
    machine: { toolPath, npmCache: process.env.npm_config_cache ?? join(homedir(), '.npm'), ...userConfig() },
    slots: createBuildSlots(concurrentBuilds),
    credentials,
    minuteMs: 60_000,
  });
  const pipelines = codepipeline({ codebuild: builds, sourceFolders });
  return {
    services: [codecommit({ sourceFolders }), builds.service, pipelines.service],
    answer: (path) => (path.startsWith(CREDENTIALS_PATH) ? credentials.answer(path.slice(CREDENTIALS_PATH.length)) : undefined),
    repositoryChanged: pipelines.repositoryChanged,
    stopAll: async () => {
      await pipelines.stopAll();
      await builds.stopAll();
    },
  };
};
