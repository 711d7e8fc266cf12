import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { AwsResult } from '../call.ts';
import { jsonResult } from '../errors.ts';
import type { GatewayContext, Service } from '../types.ts';
import { createBuildSlots } from './codebuild/build-slots.ts';
import { codebuild } from './codebuild/codebuild.ts';
import { CREDENTIALS_PATH, createContainerCredentials } from './codebuild/container-credentials.ts';
import { codecommit, push } from './codecommit/codecommit.ts';
import { codepipeline } from './codepipeline/codepipeline.ts';
import { invokeTarget, type RuleTarget } from './rule-target.ts';
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

/** A request to the gateway's own endpoints. */
export interface DeliveryRequest {
  readonly method: string;
  readonly pathname: string;
  readonly searchParams: URLSearchParams;
  readonly body: Buffer;
}

/** The delivery services, which share builds and sources. */
export interface CodeServices {
  readonly services: readonly Service[];
  /** Answers what is asked below `/_laptop/` of builds' credentials, of pushes and of rules' targets; undefined for anything else. */
  readonly answer: (context: GatewayContext, request: DeliveryRequest) => Promise<AwsResult | undefined>;
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
    answer: async (context, { method, pathname, searchParams, body }) => {
      if (method === 'GET' && pathname.startsWith(CREDENTIALS_PATH)) return credentials.answer(pathname.slice(CREDENTIALS_PATH.length));
      if (method !== 'POST') return undefined;
      if (pathname === '/_laptop/push') await push(context, searchParams.get('repository') ?? '', sourceFolders);
      else if (pathname !== '/_laptop/rule-targets') return undefined;
      else {
        const target = JSON.parse(body.toString('utf8')) as RuleTarget;
        await invokeTarget(context, target, (arn, rule) => pipelines.startFor(context, arn, rule));
      }
      return jsonResult({});
    },
    stopAll: async () => {
      await pipelines.stopAll();
      await builds.stopAll();
    },
  };
};
