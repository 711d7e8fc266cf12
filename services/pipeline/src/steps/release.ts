import { BatchGetBuildsCommand, CodeBuildClient, ListBuildsForProjectCommand, StopBuildCommand } from '@aws-sdk/client-codebuild';
import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  type PipelineExecution,
  paginateListPipelineExecutions,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { isPipelineOurs, isProjectOurs, PIPELINE_GONE, pipelineOf, projectsOf } from '../delivery.ts';
import { newestExecution } from '../executions.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly pipelineName: string;
  readonly pipelineVersion: number;
  readonly isDeployed: boolean;
}

const newest = async (codePipeline: CodePipelineClient, pipelineName: string): Promise<PipelineExecution | undefined> => {
  const pipelineExecutionId = await newestExecution(codePipeline, pipelineName);
  if (!pipelineExecutionId) return undefined;
  return (await codePipeline.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }))).pipelineExecution;
};

/** Whether this execution delivers, or has delivered, what is wanted now. One that failed does not: another generation tries again. */
const serves = ({ status, pipelineVersion }: PipelineExecution, needs: Needs): boolean =>
  pipelineVersion === needs.pipelineVersion && (status === 'InProgress' || (status === 'Succeeded' && needs.isDeployed));

/** The pipeline's creation started it. However it has ended before it was noted: what follows from that is the next step's to say. */
const isOfCreation = (latest: PipelineExecution | undefined, pipelineVersion: number): boolean =>
  latest?.trigger?.triggerType === 'CreatePipeline' && latest.pipelineVersion === pipelineVersion;

/** Sees that the wanted release is on its way: CodePipeline has started one itself for a new pipeline, but not for a changed one. */
export const release = step('release', {
  ensure: async ({ devops, tenantId, generation }: Scope, needs: Needs, saved: { readonly executionId?: string }) => {
    const { pipelineName, pipelineVersion } = needs;
    const codePipeline = devops(CodePipelineClient);
    const latest = await newest(codePipeline, pipelineName);
    // Started by this step, or, when none was noted yet, by the pipeline's creation; and finished before its end was seen.
    const isStarted = !saved.executionId || latest?.pipelineExecutionId === saved.executionId;
    const isOwn = latest?.status === 'Succeeded' && isStarted && latest.pipelineVersion === pipelineVersion;
    const isFirst = !saved.executionId && isOfCreation(latest, pipelineVersion);
    if (latest?.pipelineExecutionId && (isOwn || isFirst || serves(latest, needs))) return { executionId: latest.pipelineExecutionId };
    // The creation of a pipeline starts it, and lists show that a moment later: starting another would release twice.
    if (!latest && pipelineVersion === 1 && !saved.executionId) throw new Wait(2, `pipeline ${pipelineName} to show its first execution`);
    const { pipelineExecutionId } = await codePipeline.send(
      new StartPipelineExecutionCommand({ name: pipelineName, clientRequestToken: `${tenantId}-${pipelineVersion}-${generation}` }),
    );
    return { executionId: idOf(pipelineExecutionId, 'the release') };
  },
  remove: async (scope: Scope) => {
    const stopped = [...(await stopExecutions(scope)), ...(await stopBuilds(scope))];
    if (stopped.length > 0) throw new Wait(5, `${stopped.join(', ')} to stop`);
  },
});

/** Nothing may refill schema or bucket while they are removed. Answers what was still running. */
const stopExecutions = async (scope: Scope): Promise<readonly string[]> => {
  const isOurs = await ifFound(async () => isPipelineOurs(scope, await pipelineOf(scope)), ...PIPELINE_GONE);
  if (!isOurs) return [];
  const client = scope.devops(CodePipelineClient);
  const pipelineName = tenantResourceName(scope.tenantId);
  const pages = paginateListPipelineExecutions({ client }, { pipelineName });
  const executions = (await ifFound(() => collect(pages, (page) => page.pipelineExecutionSummaries), ...PIPELINE_GONE)) ?? [];
  const running = executions.filter(({ status }) => status === 'InProgress' || status === 'Stopping');
  for (const { pipelineExecutionId, status } of running) {
    if (status !== 'Stopping') await stop(client, pipelineName, pipelineExecutionId);
  }
  return running.map(({ pipelineExecutionId }) => `execution ${pipelineExecutionId}`);
};

/** One that ended meanwhile cannot be stopped: the next look shows it. */
const stop = async (codePipeline: CodePipelineClient, pipelineName: string, pipelineExecutionId: string | undefined): Promise<void> => {
  const abandonment = { pipelineName, pipelineExecutionId, abandon: true, reason: 'The tenant is taken back' };
  await ifFound(
    () => codePipeline.send(new StopPipelineExecutionCommand(abandonment)),
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
