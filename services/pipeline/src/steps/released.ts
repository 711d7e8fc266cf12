import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetBuildsCommand } from '@aws-sdk/client-codebuild';
import { type ActionExecutionDetail, GetPipelineExecutionCommand, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { StalledError, TurnWait, Wait } from '@tenantry/shared/errors';
import { step } from '@tenantry/shared/stage';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly pipelineName: string;
  readonly executionId: string;
}
const POLL_SECONDS = 10;
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

const failed = async (scope: Scope, needs: Needs, status: string): Promise<StalledError> => {
  const action = (await actionsOf(scope, needs)).find((candidate) => candidate.status === 'Failed');
  const { externalExecutionId, errorDetails } = action?.output?.executionResult ?? {};
  const tail = await logTail(scope, externalExecutionId).catch((error: Error) => `(log not read: ${error.message})`);
  const where = action ? `, stage ${action.stageName}, action ${action.actionName}: ${errorDetails?.message ?? 'no details'}` : '';
  return new StalledError(`pipeline ${needs.pipelineName}: execution ${needs.executionId} ${status}${where}${tail && `\n${tail}`}`, {
    code: `Release${status}`,
    advice: 'Repair what the log shows (or push a commit that does); then retry the stage: it starts another release.',
  });
};

/** Waits for the release and answers the commits that it delivered. */
export const released = step('released', {
  ensure: async (scope: Scope, needs: Needs) => {
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
    if (status !== 'Succeeded') throw await failed(scope, needs, status);
    const commits = artifactRevisions.map(({ name = '', revisionId = '' }) => `${name.replace('source-', '')}@${revisionId.slice(0, 12)}`);
    return { release: commits.sort().join(' ') };
  },
  remove: async () => undefined,
});
