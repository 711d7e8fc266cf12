import { BatchGetBuildsCommand, CodeBuildClient, ListBuildsForProjectCommand, StopBuildCommand } from '@aws-sdk/client-codebuild';
import {
  CodePipelineClient,
  paginateListPipelineExecutions,
  StopPipelineExecutionCommand,
  type StopPipelineExecutionCommandInput,
} from '@aws-sdk/client-codepipeline';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { hasOurPipeline, isProjectOurs, PIPELINE_GONE, projectsOf } from './delivery.ts';
import type { Scope } from './scope.ts';

/** Stops whatever delivers to the tenant. Answers what was still running: where that is nothing, all of it has ended. */
export const stopDelivery = async (scope: Scope, reason: string): Promise<readonly string[]> => [
  ...(await stopExecutions(scope, reason)),
  ...(await stopBuilds(scope)),
];

/** Answers what was still running. */
const stopExecutions = async (scope: Scope, reason: string): Promise<readonly string[]> => {
  if (!(await hasOurPipeline(scope))) return [];
  const client = scope.devops(CodePipelineClient);
  const pipelineName = tenantResourceName(scope.tenantId);
  const pages = paginateListPipelineExecutions({ client }, { pipelineName });
  const executions = (await ifFound(() => collect(pages, (page) => page.pipelineExecutionSummaries), ...PIPELINE_GONE)) ?? [];
  const running = executions.filter(({ status }) => status === 'InProgress' || status === 'Stopping');
  for (const { pipelineExecutionId, status } of running) {
    if (status !== 'Stopping') await stop(client, { pipelineName, pipelineExecutionId, reason });
  }
  return running.map(({ pipelineExecutionId }) => `execution ${pipelineExecutionId}`);
};

/** One that ended meanwhile cannot be stopped: the next look shows it. */
const stop = async (codePipeline: CodePipelineClient, execution: StopPipelineExecutionCommandInput): Promise<void> => {
  await ifFound(
    () => codePipeline.send(new StopPipelineExecutionCommand({ ...execution, abandon: true })),
    'PipelineExecutionNotStoppableException',
    'DuplicatedStopRequestException',
  );
};

/** Builds outlive an abandoned execution. */
const stopBuilds = async (scope: Scope): Promise<readonly string[]> => {
  const codeBuild = scope.devops(CodeBuildClient);
  const running: string[] = [];
  for (const { name: projectName } of (await projectsOf(scope)).filter((project) => isProjectOurs(scope, project))) {
    const query = new ListBuildsForProjectCommand({ projectName, sortOrder: 'DESCENDING' });
    const { ids = [] } = (await ifFound(() => codeBuild.send(query), 'ResourceNotFoundException')) ?? {};
    if (ids.length === 0) continue;
    const { builds = [] } = await codeBuild.send(new BatchGetBuildsCommand({ ids: ids.slice(0, 100) }));
    for (const { id } of builds.filter(({ buildStatus }) => buildStatus === 'IN_PROGRESS')) {
      await codeBuild.send(new StopBuildCommand({ id }));
      running.push(`build ${id}`);
    }
  }
  return running;
};
