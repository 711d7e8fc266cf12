import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  GetPipelineExecutionCommand,
  paginateListActionExecutions,
  paginateListPipelineExecutions,
} from '@aws-sdk/client-codepipeline';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { RELEASE_STAGES } from '@tenantry/shared/deployment/release';
import type { Repository } from '@tenantry/shared/deployment/repositories';

/** What a repository's build has made of a commit. */
export interface BuiltRepository {
  readonly repository: Repository;
  readonly commit: string;
  /** Of the archive, in the artifact bucket. */
  readonly key: string;
}
/** What CodePipeline says of one execution. */
export type Built =
  | { readonly state: 'succeeded'; readonly executionId: string; readonly repositories: readonly BuiltRepository[] }
  | { readonly state: 'failed'; readonly executionId: string; readonly failure: BuildFailure }
  | { readonly state: 'other'; readonly executionId: string };
export interface BuildFailure {
  readonly repository?: string;
  readonly commits: Readonly<Record<string, string>>;
  readonly call: string;
  readonly code: string;
  readonly message: string;
}

/** The pipeline that builds releases. */
export interface ReleasePipeline {
  /** The newest execution that built everything; undefined where there is none. */
  readonly newestSuccess: () => Promise<string | undefined>;
  /**
   * What an execution has built, as CodePipeline knows it.
   * @throws Error when an execution that succeeded lacks a repository's commit or archive
   */
  readonly builtBy: (executionId: string) => Promise<Built>;
}
interface Where {
  readonly codePipeline: CodePipelineClient;
  readonly pipelineName: string;
  readonly repositories: readonly Repository[];
}

export const releasePipeline = (where: Where): ReleasePipeline => ({
  newestSuccess: () => newestSuccess(where),
  builtBy: (executionId) => builtBy(where, executionId),
});

/** How many executions are looked through for one that succeeded. */
const LOOKED_THROUGH = 100;

const newestSuccess = async ({ codePipeline, pipelineName }: Where): Promise<string | undefined> => {
  for await (const { pipelineExecutionSummaries = [] } of paginateListPipelineExecutions(
    { client: codePipeline, pageSize: LOOKED_THROUGH },
    { pipelineName },
  )) {
    const found = pipelineExecutionSummaries.find(({ status }) => status === 'Succeeded');
    if (found) return found.pipelineExecutionId;
  }
  return undefined;
};

const builtBy = async (pipeline: Where, executionId: string): Promise<Built> => {
  const { codePipeline, pipelineName } = pipeline;
  const one = { pipelineName, pipelineExecutionId: executionId };
  const found = await ifFound(() => codePipeline.send(new GetPipelineExecutionCommand(one)), 'PipelineExecutionNotFoundException');
  const status = found?.pipelineExecution?.status;
  if (status !== 'Succeeded' && status !== 'Failed') return { state: 'other', executionId };
  // Newest first: of an action that was tried again, its last try.
  const actions = await collect(
    paginateListActionExecutions({ client: codePipeline }, { pipelineName, filter: { pipelineExecutionId: executionId } }),
    ({ actionExecutionDetails }) => actionExecutionDetails,
  );
  return status === 'Failed'
    ? { state: 'failed', executionId, failure: failureIn(pipeline, actions) }
    : { state: 'succeeded', executionId, repositories: pipeline.repositories.map((repository) => repositoryIn(actions, repository)) };
};

const actionOf = (actions: readonly ActionExecutionDetail[], stage: string, repository: string) =>
  actions.find(({ stageName, actionName }) => stageName === stage && actionName === repository);
const commitIn = (actions: readonly ActionExecutionDetail[], repository: string): string | undefined =>
  actionOf(actions, RELEASE_STAGES.source, repository)?.output?.outputVariables?.CommitId;

const repositoryIn = (actions: readonly ActionExecutionDetail[], repository: Repository): BuiltRepository => {
  const commit = commitIn(actions, repository);
  const key = actionOf(actions, RELEASE_STAGES.build, repository)?.output?.outputArtifacts?.[0]?.s3location?.key;
  if (!commit || !key)
    throw new Error(`CodePipeline names no ${commit ? 'archive' : 'commit'} of ${repository}: deploy the landing zone again`);
  return { repository, commit, key };
};

const failureIn = ({ repositories }: Where, actions: readonly ActionExecutionDetail[]): BuildFailure => {
  const failed = actions.find(({ status }) => status === 'Failed');
  const { code = 'Failed', message = 'CodePipeline gives no details' } = failed?.output?.executionResult?.errorDetails ?? {};
  return {
    ...(failed?.stageName === RELEASE_STAGES.build && failed.actionName ? { repository: failed.actionName } : {}),
    commits: Object.fromEntries(
      repositories.flatMap((repository) => {
        const commit = commitIn(actions, repository);
        return commit ? [[repository, commit]] : [];
      }),
    ),
    call: failed?.stageName === RELEASE_STAGES.source ? 'CodeCommit GetBranch' : 'CodeBuild StartBuild',
    code,
    message,
  };
};
