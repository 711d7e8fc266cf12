import { randomUUID } from 'node:crypto';
import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import { quotas } from '../../rules/quotas.ts';
import type { GatewayContext } from '../../types.ts';
import { arnOf, inScope, type Scope, scopedKey, scopeOf } from '../request.ts';
import { type BuildHost, runBuild } from './build.ts';
import { codebuildState } from './project.ts';
import { type Build, BuildAborted, type BuildRequest, type Project } from './types.ts';

/** A started build and the moment it ends. */
export interface StartedBuild {
  readonly build: Build;
  readonly finished: Promise<Build>;
}

/** All builds: those that run, and those that the state remembers. */
export interface Builds {
  /** Throws AccountLimitExceededException where the account's queue is full. */
  readonly start: (context: GatewayContext, project: Project, request: BuildRequest) => StartedBuild;
  /** Finds a build of the caller's account by id or ARN. */
  readonly find: (context: GatewayContext, call: AwsCall, idOrArn: string) => Build | undefined;
  /** Kills a build's processes and waits until it has ended. */
  readonly stop: (build: Build) => Promise<void>;
  readonly stopAll: () => Promise<void>;
}

interface RunningBuild {
  readonly controller: AbortController;
  readonly finished: Promise<Build>;
}

const newBuild = (project: Project, request: BuildRequest, buildNumber: number, now: number): Build => {
  const uuid = randomUUID();
  const scope: Scope = request;
  const id = `${project.name}:${uuid}`;
  const groupName = `/aws/codebuild/${project.name}`;
  const logArn = arnOf(scope, 'logs', `log-group:${groupName}:log-stream:${uuid}`);
  const sourceVersion = request.sourceVersion ?? project.sourceVersion;
  return {
    id,
    arn: arnOf(scope, 'codebuild', `build/${id}`),
    buildNumber,
    startTime: now,
    currentPhase: 'SUBMITTED',
    buildStatus: 'IN_PROGRESS',
    ...(sourceVersion === undefined ? {} : { sourceVersion }),
    projectName: project.name,
    phases: [],
    source: request.buildspec === undefined ? project.source : { ...project.source, buildspec: request.buildspec },
    artifacts: { location: '' },
    cache: project.cache,
    environment: {
      ...project.environment,
      environmentVariables: [...(project.environment.environmentVariables ?? []), ...(request.environmentVariables ?? [])],
    },
    serviceRole: project.serviceRole,
    logs: {
      groupName,
      streamName: uuid,
      deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=${scope.region}#logEvent:group=${groupName};stream=${uuid}`,
      cloudWatchLogsArn: logArn,
    },
    timeoutInMinutes: request.timeoutInMinutes ?? project.timeoutInMinutes,
    queuedTimeoutInMinutes: project.queuedTimeoutInMinutes,
    buildComplete: false,
    initiator: request.initiator,
    encryptionKey: project.encryptionKey,
    exportedEnvironmentVariables: [],
  };
};

export const createBuilds = (host: BuildHost): Builds => {
  const running = new Map<string, RunningBuild>();

  const end = (build: Build, buildStatus: Build['buildStatus'], now: number): Build =>
    Object.assign(build, { buildStatus, buildComplete: true, currentPhase: 'COMPLETED', endTime: now / 1000 });

  const stop = async (run: RunningBuild | undefined): Promise<void> => {
    run?.controller.abort(new BuildAborted('STOPPED'));
    await run?.finished;
  };

  /**
   * CodeBuild queues builds up to a limit, and refuses any beyond it.
   * https://docs.aws.amazon.com/codebuild/latest/userguide/builds-working.html; the message: aws/aws-cdk #27335.
   */
  const checkQueue = (context: GatewayContext, scope: Scope): void => {
    const { concurrentBuilds, queuedBuilds } = quotas(context);
    const underWay = inScope(codebuildState(context).builds, scope).filter(({ arn }) => running.has(arn));
    if (underWay.length < concurrentBuilds + queuedBuilds) return;
    throw new AwsError('AccountLimitExceededException', `Cannot have more than ${queuedBuilds} builds in queue for the account`);
  };

  return {
    start: (context, project, request) => {
      checkQueue(context, request);
      const { builds, buildNumbers } = codebuildState(context);
      const projectKey = scopedKey(request, project.name);
      const number = (buildNumbers[projectKey] ?? 0) + 1;
      buildNumbers[projectKey] = number;
      const build = newBuild(project, request, number, context.clock.now() / 1000);
      builds[scopedKey(request, build.id)] = build;
      const controller = new AbortController();
      const finished = runBuild(context, build, project, request, host, controller).then(
        () => build,
        () => end(build, 'FAULT', context.clock.now()),
      );
      running.set(build.arn, { controller, finished: finished.finally(() => running.delete(build.arn)) });
      return { build, finished };
    },
    find: (context, call, idOrArn) => {
      const id = idOrArn.startsWith('arn:') ? idOrArn.slice(idOrArn.indexOf('/') + 1) : idOrArn;
      const build = codebuildState(context).builds[scopedKey(scopeOf(call), id)];
      // Nobody runs a build any more that was in progress when the gateway stopped.
      const orphaned = build?.buildStatus === 'IN_PROGRESS' && !running.has(build.arn);
      return orphaned ? end(build, 'STOPPED', context.clock.now()) : build;
    },
    stop: (build) => stop(running.get(build.arn)),
    stopAll: async () => {
      await Promise.all([...running.values()].map(stop));
    },
  };
};
