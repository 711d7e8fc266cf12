import {
  type CodePipelineClient,
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
  type PipelineDeclaration,
  paginateListTagsForResource,
  UpdatePipelineCommand,
} from '@aws-sdk/client-codepipeline';
import { agrees } from '@tenantry/shared/aws/agrees';
import { collect } from '@tenantry/shared/aws/pages';
import { TENANT_TAG, tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { advised, ROLE_ADVICE } from '../advised.ts';
import { pipelineDeclaration } from '../pipeline-declaration.ts';
import type { Scope } from '../scope.ts';

interface Found {
  readonly pipeline: PipelineDeclaration;
  readonly isOurs: boolean;
}
const find = async (codePipeline: CodePipelineClient, tenantId: string): Promise<Found | undefined> => {
  try {
    const { pipeline, metadata } = await codePipeline.send(new GetPipelineCommand({ name: tenantResourceName(tenantId) }));
    if (!pipeline) return undefined;
    const query = { resourceArn: metadata?.pipelineArn };
    const tags = await collect(paginateListTagsForResource({ client: codePipeline }, query), (page) => page.tags);
    return { pipeline, isOurs: tags.some(({ key, value }) => key === TENANT_TAG && value === tenantId) };
  } catch (error) {
    if (isCode(error, 'PipelineNotFoundException')) return undefined;
    throw error;
  }
};

/** The tenant's pipeline. Its creation starts the first release. */
export const codePipeline = step(
  'codePipeline',
  {
    ensure: async (scope: Scope, { configuration }: { configuration: string }) => {
      const { tenantId, deployment, zone } = scope;
      const wanted = pipelineDeclaration(tenantId, zone, configuration);
      const pipelineName = wanted.name ?? '';
      const found = await find(scope.codePipeline, tenantId);
      if (!found) {
        const tags = tenantTags(deployment, tenantId).map(({ Key, Value }) => ({ key: Key, value: Value }));
        const { pipeline } = await advised(scope.codePipeline.send(new CreatePipelineCommand({ pipeline: wanted, tags })), ROLE_ADVICE);
        return { pipelineName, pipelineVersion: pipeline?.version ?? 1 };
      }
      if (!found.isOurs) {
        throw new StalledError(`the pipeline ${pipelineName} exists and does not belong to this tenant`, {
          code: 'ForeignPipeline',
          advice:
            'Find out who made it in the DevOps account, where nothing of it was touched, and remove it; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
        });
      }
      if (agrees(found.pipeline, wanted)) return { pipelineName, pipelineVersion: found.pipeline.version ?? 1 };
      const { pipeline } = await advised(scope.codePipeline.send(new UpdatePipelineCommand({ pipeline: wanted })), ROLE_ADVICE);
      return { pipelineName, pipelineVersion: pipeline?.version ?? 1 };
    },
    remove: async ({ codePipeline: client, tenantId }: Scope) => {
      const found = await find(client, tenantId);
      if (found?.isOurs) await client.send(new DeletePipelineCommand({ name: tenantResourceName(tenantId) }));
    },
  },
  {
    creates: [{ type: 'AWS::CodePipeline::Pipeline', id: 'pipelineName', account: 'devops', quota: 'pipelines' }],
  },
);
