import { ListPipelineExecutionsCommand, type PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { type LandingZone, landingZone } from '@tenantry/shared/deployment/landing-zone';
import { releaseIdOf, releasePipelineName } from '@tenantry/shared/deployment/release';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { isCode } from '@tenantry/shared/failure/errors';
import type { ReleaseBuild } from '../../contract/releases.ts';
import { consoleUrl } from '../../model/console-url.ts';
import { other } from '../../readings/other-accounts.ts';
import { getHistory } from '../../table/tenants.ts';
import type { Handler } from '../request/call.ts';

const NEWEST = 20;

const newest = async (zone: LandingZone, pipelineName: string): Promise<readonly PipelineExecutionSummary[]> => {
  const list = new ListPipelineExecutionsCommand({ pipelineName, maxResults: NEWEST });
  return (await other(zone).codePipeline.send(list)).pipelineExecutionSummaries ?? [];
};

/** What the list shows of a run, whichever pipeline's it is. */
const runOf = (zone: LandingZone, pipelineName: string) => {
  const url = consoleUrl(zone, 'AWS::CodePipeline::Pipeline', pipelineName, zone.config.accounts.devops);
  return ({ pipelineExecutionId = '', status, startTime, lastUpdateTime, trigger }: PipelineExecutionSummary) => ({
    executionId: pipelineExecutionId,
    state: status ?? '',
    ...(startTime ? { startedAt: startTime.toISOString() } : {}),
    ...(lastUpdateTime ? { updatedAt: lastUpdateTime.toISOString() } : {}),
    ...(trigger?.triggerType ? { trigger: trigger.triggerType } : {}),
    consoleUrl: url.replace('/view', `/executions/${pipelineExecutionId}/visualization`),
  });
};

/** Runs of the tenant's pipeline in the devops account, newest first. */
export const getReleases: Handler<'GET /tenants/{id}/releases'> = async ({ path: { id } }) => {
  await getHistory(id);
  const zone = await landingZone();
  const pipelineName = tenantResourceName(id);
  const run = runOf(zone, pipelineName);
  try {
    const releases = (await newest(zone, pipelineName)).map((execution) => {
      const revision = execution.sourceRevisions?.map(({ revisionId }) => revisionId?.slice(0, 8)).join(' ');
      return { ...run(execution), ...(revision ? { revision } : {}) };
    });
    return { answer: { pipelineName, releases } };
  } catch (error) {
    if (!isCode(error, 'PipelineNotFoundException')) throw error;
    return { answer: { releases: [] } };
  }
};

/** What was built of the tenants' application. */
export const getReleaseBuilds: Handler<'GET /releases'> = async () => {
  const zone = await landingZone();
  const pipelineName = releasePipelineName(zone.deployment);
  const run = runOf(zone, pipelineName);
  const builds = (await newest(zone, pipelineName)).map((execution): ReleaseBuild => {
    const commits = commitsOf(execution);
    const isWhole = zone.config.repositories.every((repository) => commits[repository] !== undefined);
    return { ...run(execution), commits, ...(isWhole ? { releaseId: releaseIdOf(zone.config.repositories, commits) } : {}) };
  });
  return { answer: { pipelineName, builds } };
};

/** Its source actions have the names of the repositories. */
const commitsOf = ({ sourceRevisions = [] }: PipelineExecutionSummary): Readonly<Record<string, string>> =>
  Object.fromEntries(sourceRevisions.flatMap(({ actionName, revisionId }) => (actionName && revisionId ? [[actionName, revisionId]] : [])));
