import { ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { isCode } from '@tenantry/shared/failure/errors';
import { consoleUrl } from '../../model/console-url.ts';
import { other } from '../../readings/other-accounts.ts';
import { getHistory } from '../../table/tenants.ts';
import type { Handler } from '../request/call.ts';

const NEWEST = 20;

/** Runs of the tenant's pipeline in the devops account, newest first. */
export const getReleases: Handler<'GET /tenants/{id}/releases'> = async ({ path: { id } }) => {
  await getHistory(id);
  const zone = await landingZone();
  const pipelineName = tenantResourceName(id);
  const url = consoleUrl(zone, 'AWS::CodePipeline::Pipeline', pipelineName, zone.config.accounts.devops);
  try {
    const { pipelineExecutionSummaries = [] } = await other(zone).codePipeline.send(
      new ListPipelineExecutionsCommand({ pipelineName, maxResults: NEWEST }),
    );
    return {
      answer: {
        pipelineName,
        releases: pipelineExecutionSummaries.map(
          ({ pipelineExecutionId = '', status = '', startTime, lastUpdateTime, trigger, sourceRevisions }) => {
            const revision = sourceRevisions?.map(({ revisionId }) => revisionId?.slice(0, 8)).join(' ');
            return {
              executionId: pipelineExecutionId,
              state: status,
              ...(startTime ? { startedAt: startTime.toISOString() } : {}),
              ...(lastUpdateTime ? { updatedAt: lastUpdateTime.toISOString() } : {}),
              ...(trigger?.triggerType ? { trigger: trigger.triggerType } : {}),
              ...(revision ? { revision } : {}),
              consoleUrl: url.replace('/view', `/executions/${pipelineExecutionId}/visualization`),
            };
          },
        ),
      },
    };
  } catch (error) {
    if (!isCode(error, 'PipelineNotFoundException')) throw error;
    return { answer: { releases: [] } };
  }
};
