import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetBuildsCommand } from '@aws-sdk/client-codebuild';
import {
  type ActionExecutionDetail,
  type ArtifactRevision,
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
  RetryStageExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { isCode, StalledError, TurnWait, Wait } from '@tenantry/shared/errors';
import { step } from '@tenantry/shared/stage';
import { newestExecution } from '../executions.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly pipelineName: string;
  readonly executionId: string;
}
const POLL_SECONDS = 10;
/** Until CodeBuild is asked again whether it takes a build. */
const ASK_AGAIN_SECONDS = 60;
/** Lines of a failed build's log that are shown. */
const TAIL = 15;

/** Newest first. */
const actionsOf = async ({ codePipeline }: Scope, { pipelineName, executionId }: Needs): Promise<readonly ActionExecutionDetail[]> => {
  const { actionExecutionDetails = [] } = await codePipeline.send(
    new ListActionExecutionsCommand({ pipelineName, filter: { pipelineExecutionId: executionId } }),
  );
  return actionExecutionDetails;
};

/**
 * Whether the builds of these actions wait for those of other tenants: CodeBuild queues what is more than the account may run at the
 * same time (CodeBuild User Guide, "Quotas for AWS CodeBuild").
 */
const areQueued = async ({ codeBuild }: Scope, actions: readonly ActionExecutionDetail[]): Promise<boolean> => {
  // Of a build it is `project:id`; a source action has a commit's.
  const ids = actions.flatMap(({ output }) => output?.executionResult?.externalExecutionId ?? []).filter((id) => id.includes(':'));
  if (ids.length === 0) return false;
  const { builds = [] } = await codeBuild.send(new BatchGetBuildsCommand({ ids }));
  return builds.length > 0 && builds.every(({ currentPhase }) => currentPhase === 'QUEUED');
};

/** The end of a build's log; empty when there is none. */
const logTail = async ({ codeBuild, logs }: Scope, buildId: string | undefined): Promise<string> => {
  if (!buildId) return '';
  const { builds = [] } = await codeBuild.send(new BatchGetBuildsCommand({ ids: [buildId] }));
  const { groupName, streamName } = builds[0]?.logs ?? {};
  if (!groupName || !streamName) return '';
  const { events = [] } = await logs.send(
    new GetLogEventsCommand({ logGroupName: groupName, logStreamName: streamName, limit: TAIL, startFromHead: false }),
  );
  return events.map(({ message = '' }) => message.trimEnd()).join('\n');
};

/**
 * What CodePipeline says when CodeBuild would not take a build, which fails the action at once: the queue holds five times as many as
 * may run (CodeBuild User Guide, "Run AWS CodeBuild builds manually"), in a new account one or none (aws/aws-cdk #27335).
 */
const REFUSED = /^Error calling startBuild: .*Error Code: (AccountLimitExceeded|Throttling)Exception/;
const NEVER = 'Cannot have more than 0 builds in queue';

/** The release goes on by itself where it is only too early; an account that may not build at all needs a person. */
const refused = async (scope: Scope, { pipelineName, executionId }: Needs, stageName: string, message: string): Promise<Error> => {
  if (message.includes(NEVER)) {
    return new StalledError(`pipeline ${pipelineName}: ${message}`, {
      code: 'AccountLimitExceededException',
      advice:
        'The DevOps account may run no builds: raise its CodeBuild quota "Concurrently running builds for Linux/Small environment", start a build to see that it runs, then retry the stage (docs/runbook.md#release-failed).',
    });
  }
  try {
    const again = { pipelineName, pipelineExecutionId: executionId, stageName, retryMode: 'FAILED_ACTIONS' } as const;
    await scope.codePipeline.send(new RetryStageExecutionCommand(again));
  } catch (error) {
    if (error instanceof Error && isOvertaken(error)) return error;
    // Somebody else has retried it: the next look sees it run.
    if (!isCode(error, 'ConflictException', 'StageNotRetryableException')) throw error;
  }
  return new TurnWait(ASK_AGAIN_SECONDS, `the release: ${stageName} waits for a place in CodeBuild's queue`);
};

const failed = async (scope: Scope, needs: Needs, status: string): Promise<Error> => {
  const action = (await actionsOf(scope, needs)).find((candidate) => candidate.status === 'Failed');
  const { externalExecutionId, errorDetails } = action?.output?.executionResult ?? {};
  if (status === 'Failed' && REFUSED.test(errorDetails?.message ?? '')) {
    return refused(scope, needs, action?.stageName ?? '', errorDetails?.message ?? '');
  }
  const tail = await logTail(scope, externalExecutionId).catch((error: Error) => `(log not read: ${error.message})`);
  const where = action ? `, stage ${action.stageName}, action ${action.actionName}: ${errorDetails?.message ?? 'no details'}` : '';
  return new StalledError(`pipeline ${needs.pipelineName}: execution ${needs.executionId} ${status}${where}${tail && `\n${tail}`}`, {
    code: `Release${status}`,
    advice:
      'Repair what the log shows (or push a commit that does); then retry the stage: since this release failed, it starts another (docs/runbook.md#release-failed).',
  });
};

/** `api@0123456789ab database@…`, by the names of the source artifacts. */
const commitsOf = (revisions: readonly ArtifactRevision[]): string =>
  revisions
    .map(({ name = '', revisionId = '' }) => `${name.replace('source-', '')}@${revisionId.slice(0, 12)}`)
    .sort()
    .join(' ');

/** A newer release has come by: this one's stage cannot be retried any more. */
const isOvertaken = (error: Error): boolean => isCode(error, 'NotLatestPipelineExecutionException');

/** The commits that the release delivered, or the newer one that has overtaken it, once it has. */
const delivered = async (scope: Scope, needs: Needs): Promise<string> => {
  const running = (await actionsOf(scope, needs)).filter((action) => action.status === 'InProgress');
  if (running[0]) {
    if (await areQueued(scope, running)) throw new TurnWait(POLL_SECONDS, `the release: ${running[0].stageName} waits for a free build`);
    throw new Wait(POLL_SECONDS, `the release: ${running[0].stageName} is running`);
  }
  const { pipelineExecution } = await scope.codePipeline.send(
    new GetPipelineExecutionCommand({ pipelineName: needs.pipelineName, pipelineExecutionId: needs.executionId }),
  );
  const { status = 'Unknown', artifactRevisions = [] } = pipelineExecution ?? {};
  if (status === 'InProgress' || status === 'Stopping') throw new Wait(POLL_SECONDS, 'the release to go on');
  if (status === 'Succeeded') return commitsOf(artifactRevisions);
  const failure = status === 'Superseded' ? undefined : await failed(scope, needs, status);
  if (failure && !isOvertaken(failure)) throw failure;
  const newer = await newestExecution(scope.codePipeline, needs.pipelineName);
  if (newer && newer !== needs.executionId) return delivered(scope, { ...needs, executionId: newer });
  throw failure ?? (await failed(scope, needs, status));
};

/** Waits for the release, or for the newer one that has superseded it, and answers the commits that it delivered. */
export const released = step('released', {
  ensure: async (scope: Scope, needs: Needs) => ({ release: await delivered(scope, needs) }),
  remove: async () => undefined,
});
