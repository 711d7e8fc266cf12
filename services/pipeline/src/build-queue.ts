import { BatchGetBuildsCommand, CodeBuildClient } from '@aws-sdk/client-codebuild';
import { type ActionExecutionDetail, CodePipelineClient, RetryStageExecutionCommand } from '@aws-sdk/client-codepipeline';
import { isCode, StalledError, TurnWait } from '@tenantry/shared/failure/errors';
import type { Scope } from './scope.ts';

/** Until a queued build is looked at again. */
const POLL_SECONDS = 10;
/** Until CodeBuild is asked again whether it takes a build, for every time that it has refused one. */
const ASK_AGAIN_SECONDS = 60;
const ASK_AGAIN_AT_MOST = 300;

/** ` since 2026-11-28 10:04 UTC`; nothing where AWS does not say when. */
const since = (time: Date | undefined): string => (time ? ` since ${time.toISOString().slice(0, 16).replace('T', ' ')} UTC` : '');

/**
 * The wait for the builds of other tenants, if these actions wait for them: CodeBuild queues what is more than the account may run at the
 * same time (CodeBuild User Guide, "Quotas for AWS CodeBuild"), as long as the project says.
 */
export const queuedWait = async ({ devops }: Scope, actions: readonly ActionExecutionDetail[]): Promise<TurnWait | undefined> => {
  // Of a build it is `project:id`; a source action has a commit's.
  const ids = actions.flatMap(({ output }) => output?.executionResult?.externalExecutionId ?? []).filter((id) => id.includes(':'));
  if (ids.length === 0) return undefined;
  const { builds = [] } = await devops(CodeBuildClient).send(new BatchGetBuildsCommand({ ids }));
  if (builds.length === 0 || builds.some(({ currentPhase }) => currentPhase !== 'QUEUED')) return undefined;
  return new TurnWait(POLL_SECONDS, `the release: ${actions[0]?.stageName} waits for a free build${since(builds[0]?.startTime)}`);
};

/**
 * What CodePipeline says of a build that never began because of the others, and what the release then waits for. CodeBuild refuses one
 * when its queue is full: it holds five times as many as may run (CodeBuild User Guide, "Run AWS CodeBuild builds manually"), in a new
 * account one or none (aws/aws-cdk #27335). Many that begin at once in a VPC exceed EC2's rate, which nobody raises
 * (aws-ia/terraform-aws-control_tower_account_factory #626). One that was queued as long as its project lets it has ended there.
 */
const REFUSALS: readonly (readonly [message: RegExp, waitsFor: string])[] = [
  [/^Error calling startBuild: .*Error Code: (AccountLimitExceeded|Throttling)Exception/, "a place in CodeBuild's queue"],
  [/\bPhase: (QUEUED|PROVISIONING), .*(RequestLimitExceeded|Throttling|Rate exceeded)/, 'EC2 to make its network interface'],
  [/\bstate: TIMED_OUT\. Phase: QUEUED\b/, 'a free build'],
];
const NEVER = 'Cannot have more than 0 builds in queue';
const messageOf = ({ output }: ActionExecutionDetail): string => output?.executionResult?.errorDetails?.message ?? '';
const refusalOf = (action: ActionExecutionDetail) => REFUSALS.find(([message]) => message.test(messageOf(action)));
export const isRefusal = (action: ActionExecutionDetail): boolean => refusalOf(action) !== undefined;

/** Names the execution of a pipeline. */
interface Execution {
  readonly pipelineName: string;
  readonly executionId: string;
}

/**
 * What follows from a refusal: the release continues without a person where it is only too early, and says how long it has waited, since nothing
 * ends that wait. An account that may not build at all needs a person.
 * @param failures actions of the execution that failed, newest first; the first one has been refused
 */
export const refusedWait = async (
  { devops }: Scope,
  { pipelineName, executionId }: Execution,
  failures: readonly [ActionExecutionDetail, ...ActionExecutionDetail[]],
): Promise<Error> => {
  const [{ stageName }] = failures;
  const message = messageOf(failures[0]);
  if (message.includes(NEVER)) {
    return new StalledError(`pipeline ${pipelineName}: ${message}`, {
      code: 'AccountLimitExceededException',
      advice:
        'The DevOps account may run no builds: raise its CodeBuild quota "Concurrently running builds for Linux/Small environment", start a build to see that it runs, then retry the stage (docs/runbook.md#release-failed).',
    });
  }
  try {
    const again = { pipelineName, pipelineExecutionId: executionId, stageName, retryMode: 'FAILED_ACTIONS' } as const;
    await devops(CodePipelineClient).send(new RetryStageExecutionCommand(again));
  } catch (error) {
    if (error instanceof Error && isOvertaken(error)) return error;
    // Somebody else has retried it: the next look sees it run.
    if (!isCode(error, 'ConflictException', 'StageNotRetryableException')) throw error;
  }
  const refusals = failures.filter((action) => action.stageName === stageName && isRefusal(action));
  const seconds = Math.min(ASK_AGAIN_AT_MOST, ASK_AGAIN_SECONDS * refusals.length);
  const first = since(refusals.at(-1)?.startTime);
  const often = refusals.length === 1 ? 'once' : `${refusals.length} times`;
  const [, waitsFor] = refusalOf(failures[0]) ?? [];
  return new TurnWait(seconds, `the release: ${stageName} waits for ${waitsFor}${first}, was refused ${often}, and goes on by itself`);
};

/** A newer release has overtaken it: this one's stage cannot be retried any more. */
export const isOvertaken = (error: Error): boolean => isCode(error, 'NotLatestPipelineExecutionException');
