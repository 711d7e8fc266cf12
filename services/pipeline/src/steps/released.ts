import {
  type ActionExecutionDetail,
  CodePipelineClient,
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
} from '@aws-sdk/client-codepipeline';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { logTail, withoutSecrets } from '../build-log.ts';
import { isOvertaken, isRefusal, queuedWait, refusedWait } from '../build-queue.ts';
import { BUILD_MINUTES, BUILD_START, builds } from '../build-variables.ts';
import { newestExecution } from '../executions.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly pipelineName: string;
  readonly executionId: string;
}
const POLL_SECONDS = 10;
/** How long a failure may show before CodePipeline tries the build once more (`pipeline-declaration.ts`). */
const RETRY_SECONDS = 60;
/** Every build may take as long as its project lets it, and is tried twice. */
const DEADLINE_SECONDS = builds.length * 2 * BUILD_MINUTES * 60;

/** Newest first. */
const actionsOf = async ({ devops }: Scope, { pipelineName, executionId }: Needs): Promise<readonly ActionExecutionDetail[]> => {
  const { actionExecutionDetails = [] } = await devops(CodePipelineClient).send(
    new ListActionExecutionsCommand({ pipelineName, filter: { pipelineExecutionId: executionId } }),
  );
  return actionExecutionDetails;
};

/**
 * Whether CodePipeline may be about to try a failed build once more, and shows the failure before it does.
 * @param failures of the execution, newest first
 */
const isTriedAgain = ({ now }: Scope, failures: readonly ActionExecutionDetail[]): boolean => {
  const [{ stageName, lastUpdateTime } = {}] = failures;
  const isFirst = failures.filter((other) => other.stageName === stageName && !isRefusal(other)).length === 1;
  const isBuild = builds.some(({ stage }) => stage === stageName);
  return isBuild && isFirst && lastUpdateTime !== undefined && now() - lastUpdateTime.getTime() / 1000 < RETRY_SECONDS;
};

const failed = async (scope: Scope, needs: Needs, status: string): Promise<Error> => {
  const failures = (await actionsOf(scope, needs)).filter((candidate) => candidate.status === 'Failed');
  const [action, ...earlier] = failures;
  const { externalExecutionId, errorDetails } = action?.output?.executionResult ?? {};
  if (status === 'Failed' && action) {
    if (isRefusal(action)) return refusedWait(scope, needs, [action, ...earlier]);
    if (isTriedAgain(scope, failures)) {
      return new Wait(POLL_SECONDS, `the release: ${action.stageName} failed, and CodePipeline tries it once more`);
    }
  }
  const tail = await logTail(scope, externalExecutionId).catch((error: Error) => `(log not read: ${error.message})`);
  const details = (await withoutSecrets((errorDetails?.message ?? 'no details').split('\n'))).join('\n');
  const where = action ? `, stage ${action.stageName}, action ${action.actionName}: ${details}` : '';
  return new StalledError(`pipeline ${needs.pipelineName}: execution ${needs.executionId} ${status}${where}${tail && `\n${tail}`}`, {
    code: `Release${status}`,
    advice:
      'Repair what the log shows (or push a commit that does); then retry the stage: since this release failed, it starts another (docs/runbook.md#release-failed).',
  });
};

/** `api@0123456789ab database@…`, by the keys of the archives. */
const commitsOf = (actions: readonly ActionExecutionDetail[]): string => {
  const keys = actions.map(({ output }) => ARCHIVE.exec(output?.outputVariables?.ObjectKey ?? ''));
  const commits = keys.flatMap((found) => (found ? [`${found[1]}@${found[2]?.slice(0, 12)}`] : []));
  return [...new Set(commits)].sort().join(' ');
};
const ARCHIVE = /^releases\/([a-z0-9-]+)\/([0-9a-f]+)\.zip$/;

/** The commits that the release delivered, or the newer one that has overtaken it, once it has. */
const delivered = async (scope: Scope, needs: Needs): Promise<string> => {
  const actions = await actionsOf(scope, needs);
  const running = actions.filter((action) => action.status === 'InProgress');
  if (running[0]) {
    throw (await queuedWait(scope, running)) ?? new Wait(POLL_SECONDS, `the release: ${running[0].stageName} is running`);
  }
  const { pipelineExecution } = await scope
    .devops(CodePipelineClient)
    .send(new GetPipelineExecutionCommand({ pipelineName: needs.pipelineName, pipelineExecutionId: needs.executionId }));
  const { status = 'Unknown' } = pipelineExecution ?? {};
  if (status === 'InProgress' || status === 'Stopping') throw new Wait(POLL_SECONDS, 'the release to go on');
  if (status === 'Succeeded') return commitsOf(actions);
  const failure = status === 'Superseded' ? undefined : await failed(scope, needs, status);
  if (failure && !isOvertaken(failure)) throw failure;
  const newer = await newestExecution(scope.devops(CodePipelineClient), needs.pipelineName);
  if (newer && newer !== needs.executionId) return delivered(scope, { ...needs, executionId: newer });
  throw failure ?? (await failed(scope, needs, status));
};

/** Waits for the release, or for the newer one that has superseded it, and answers the commits that it delivered. */
export const released = step(
  'released',
  {
    ensure: async (scope: Scope, needs: Needs) => ({ release: await delivered(scope, needs) }),
    remove: async () => undefined,
  },
  {
    deadlineSeconds: DEADLINE_SECONDS,
    // What stands in the stack is the application's own template.
    creates: [{ type: 'AWS::CloudFormation::Stack' }],
    usually: {
      for: 'the first release: database, API and UI',
      seconds: builds.reduce((sum, { usualSeconds }) => sum + BUILD_START + usualSeconds, 0),
      source: 'https://github.com/aws-ia/terraform-aws-control_tower_account_factory/issues/88 (1.5 to 2 min until a build starts)',
    },
  },
);
