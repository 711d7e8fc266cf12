import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { states } from '../../../states.ts';
import { quotas } from '../../rules/quotas.ts';
import type { GatewayContext } from '../../types.ts';
import type { Scope } from '../request.ts';
import { createRoleClient, type RoleClient } from '../role-client.ts';
import { assumeServiceRole, type RoleSession } from '../role-session.ts';
import type { SourceFolders } from '../source-folder.ts';
import { uploadArtifacts } from './build-artifacts.ts';
import { cacheFolder, restoreCache, saveCache } from './build-cache.ts';
import {
  type BuildFolders,
  type BuildMachine,
  containerEnvironment,
  machineEnvironment,
  networkInterface,
  resolveVariables,
} from './build-environment.ts';
import { BuildLog } from './build-log.ts';
import { checkLogAccess, putLogs } from './build-logs.ts';
import { type BuildShell, createBuildShell } from './build-shell.ts';
import { type BuildSlots, wait } from './build-slots.ts';
import { downloadSource, readBuildspec } from './build-source.ts';
import { type BuildTimeline, createTimeline } from './build-timeline.ts';
import { writeTools } from './build-tools.ts';
import { type Buildspec, phaseNames } from './buildspec.ts';
import { type ContainerCredentials, CREDENTIALS_PATH } from './container-credentials.ts';
import { type Build, BuildAborted, type BuildRequest, PhaseError, type Project } from './types.ts';

export interface BuildHost {
  readonly runFolder: string;
  readonly sourceFolders: SourceFolders;
  readonly machine: BuildMachine;
  readonly slots: BuildSlots;
  readonly credentials: ContainerCredentials;
  /** Real milliseconds in a minute of a build's timeout. */
  readonly minuteMs: number;
}

interface Run {
  readonly context: GatewayContext;
  readonly scope: Scope;
  readonly build: Build;
  readonly project: Project;
  readonly request: BuildRequest;
  readonly host: BuildHost;
  readonly signal: AbortSignal;
  readonly folders: BuildFolders;
  readonly log: BuildLog;
  readonly timeline: BuildTimeline;
}

interface Container {
  readonly spec: Buildspec;
  readonly shell: BuildShell;
  readonly client: RoleClient;
  readonly cache: string | undefined;
}

const buildUuid = (build: Build): string => build.id.slice(build.id.indexOf(':') + 1);

const provision = async (run: Run): Promise<{ session: RoleSession; token: string }> => {
  const { context, scope, build, host, folders } = run;
  const request = {
    roleArn: build.serviceRole,
    principal: 'codebuild.amazonaws.com',
    sourceArn: run.project.arn,
    sessionName: `AWSCodeBuild-${buildUuid(build)}`,
  };
  const session = await assumeServiceRole(context, request).catch((cause: unknown) => {
    throw new PhaseError('ACCESS_DENIED', `CodeBuild is not authorized to perform: sts:AssumeRole on ${build.serviceRole}`, { cause });
  });
  await checkLogAccess(context, scope, build, session);
  for (const name of ['home', 'tmp']) await mkdir(join(folders.root, name), { recursive: true });
  return { session, token: host.credentials.issue(context, session, request) };
};

const prepare = async (run: Run, session: RoleSession, token: string): Promise<Container> => {
  const { context, scope, build, project, request, host, folders, log } = run;
  const client = createRoleClient(context, session, scope.region);
  const { source } = build;
  const sourceRequest = {
    source,
    ...(build.sourceVersion === undefined ? {} : { sourceVersion: build.sourceVersion }),
    ...(request.pipeline === undefined ? {} : { pipeline: request.pipeline }),
  };
  const version = await downloadSource(context, scope, sourceRequest, host.sourceFolders, folders, client);
  if (version !== undefined) build.resolvedSourceVersion = version;
  const spec = await readBuildspec(source.buildspec, folders.source);
  const cache = cacheFolder(host.runFolder, build.cache, project.arn);
  if (cache !== undefined) await restoreCache(cache, spec.cache?.paths ?? [], folders.source);
  const projectVariables = project.environment.environmentVariables ?? [];
  const variables = await resolveVariables(spec.env, projectVariables, request.environmentVariables ?? [], client);
  log.mask(variables.secrets);
  const aws = { endpoint: context.url, credentialsUrl: `${context.url}${CREDENTIALS_PATH}${token}` };
  const network = networkInterface(build.arn, context);
  await writeTools(folders.tools, host.machine.toolPath, machineEnvironment(host.machine, aws.endpoint), network);
  const container = { ...containerEnvironment(build, scope.region, folders, host.machine, aws), ...network };
  const environment = { ...container, ...variables.values };
  const shell = createBuildShell({ stateFolder: join(folders.root, 'shell'), workingFolder: folders.source, environment, log });
  return { spec, shell, client, cache };
};

/**
 * Runs the buildspec's phases; answers whether all succeeded. A failed build phase still runs post_build and uploads artifacts, any other
 * failed phase ends the build at once. https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html
 */
const runPhases = async (run: Run, { spec, shell }: Container): Promise<{ succeeded: boolean; goesOn: boolean }> => {
  let succeeded = true;
  for (const name of phaseNames) {
    const phase = spec.phases?.[name];
    try {
      await run.timeline.phase(name.toUpperCase(), async () => {
        const failure = await shell.run(phase?.commands ?? [], phase?.finally ?? [], run.signal);
        if (!failure) return;
        const message = `Error while executing command: ${failure.command}. Reason: exit status ${failure.exitCode}`;
        throw new PhaseError('COMMAND_EXECUTION_ERROR', message);
      });
    } catch (error) {
      if (!(error instanceof PhaseError)) throw error;
      succeeded = false;
      shell.set('CODEBUILD_BUILD_SUCCEEDING', '0');
      const goesOn = phase?.['on-failure'] === undefined ? name === 'build' : phase['on-failure'] === 'CONTINUE';
      if (!goesOn) return { succeeded, goesOn };
    }
  }
  return { succeeded, goesOn: true };
};

const finish = async (run: Run, container: Container, uploads: boolean, succeeded: boolean): Promise<void> => {
  const { build, project, request, folders, timeline } = run;
  const { spec, shell, client, cache } = container;
  for (const name of spec.env?.['exported-variables'] ?? []) {
    const value = await shell.variable(name);
    if (value !== undefined) build.exportedEnvironmentVariables.push({ name, value });
  }
  if (uploads) {
    const upload = () => uploadArtifacts(spec, folders.source, project.artifacts, build, request.pipeline, client);
    build.artifacts = await timeline.phase('UPLOAD_ARTIFACTS', upload);
  }
  await timeline.phase('FINALIZING', async () => {
    if (cache !== undefined && succeeded) await saveCache(cache, spec.cache?.paths ?? [], folders.source);
  });
};

const runInContainer = async (run: Run): Promise<boolean> => {
  const { host, timeline } = run;
  const { session, token } = await timeline.phase('PROVISIONING', () => provision(run));
  let shell: BuildShell | undefined;
  try {
    const container = await timeline.phase('DOWNLOAD_SOURCE', () => prepare(run, session, token));
    shell = container.shell;
    const { succeeded, goesOn } = await runPhases(run, container);
    await finish(run, container, goesOn, succeeded);
    return succeeded;
  } finally {
    shell?.kill();
    host.credentials.revoke(token);
  }
};

const queue = async ({ context, scope, host, signal }: Run): Promise<() => void> => {
  if (context.clock.scale !== 'instant') await wait(context.clock.after(states.buildStarted.awsSeconds), signal);
  return host.slots.take({ accountId: scope.accountId, limit: () => quotas(context).concurrentBuilds }, signal);
};

/** Runs a build to its end, whatever that is: never rejects; `build` tells what happened. Aborting the controller ends it early. */
export const runBuild = async (
  context: GatewayContext,
  build: Build,
  project: Project,
  request: BuildRequest,
  host: BuildHost,
  controller: AbortController,
): Promise<void> => {
  const root = join(host.runFolder, 'builds', buildUuid(build));
  const secondary = request.pipeline?.inputs.filter(({ name }) => name !== request.pipeline?.primarySource) ?? [];
  const secondarySources = Object.fromEntries(secondary.map(({ name }) => [name, join(root, `src-${name}`)]));
  const folders = { root, source: join(root, 'src'), tools: join(root, 'bin'), secondarySources };
  const log = await BuildLog.open(join(host.runFolder, 'logs', build.projectName, `${buildUuid(build)}.log`), context.clock.now);
  const timeline = createTimeline(build, context.clock.now, log, controller.signal);
  const { accountId, region } = request;
  const run: Run = {
    context,
    scope: { accountId, region },
    build,
    project,
    request,
    host,
    signal: controller.signal,
    folders,
    log,
    timeline,
  };
  let release: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    await timeline.phase('SUBMITTED', async () => undefined);
    release = await timeline.phase('QUEUED', () => queue(run));
    timer = setTimeout(() => controller.abort(new BuildAborted('TIMED_OUT')), build.timeoutInMinutes * host.minuteMs);
    const succeeded = await runInContainer(run);
    timeline.complete(succeeded ? 'SUCCEEDED' : 'FAILED');
  } catch (error) {
    timeline.complete(error instanceof BuildAborted ? error.status : 'FAILED');
  } finally {
    clearTimeout(timer);
    release?.();
    await putLogs(context, run.scope, build, log).catch(() => undefined);
    await log.close();
    await rm(root, { recursive: true, force: true }).catch(() => undefined);
  }
};
