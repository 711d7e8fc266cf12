import {
  CodePipelineClient,
  CreatePipelineCommand,
  DeletePipelineCommand,
  GetPipelineCommand,
  type PipelineDeclaration,
  paginateListTagsForResource,
  UpdatePipelineCommand,
} from '@aws-sdk/client-codepipeline';
import { agrees } from '@tenantry/shared/aws/agrees';
import { idOf } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag, lowerCase } from '@tenantry/shared/aws/tags';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { advised, ROLE_ADVICE } from '../advised.ts';
import { pipelineDeclaration } from '../pipeline-declaration.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly configuration: string;
}
interface Found {
  readonly pipeline: PipelineDeclaration | undefined;
  readonly arn?: string | undefined;
}

/** The tenant's pipeline. Its creation starts the first release. */
export const codePipeline = resource(
  'codePipeline',
  {
    find: async ({ devops, tenantId }: Scope): Promise<readonly Found[]> => {
      const query = new GetPipelineCommand({ name: tenantResourceName(tenantId) });
      const { pipeline, metadata } = await devops(CodePipelineClient).send(query);
      return [{ pipeline, arn: metadata?.pipelineArn }];
    },
    isOurs: async (scope, { arn }) => {
      const pages = paginateListTagsForResource({ client: scope.devops(CodePipelineClient) }, { resourceArn: arn });
      return hasTag(scope, await collect(pages, ({ tags }) => tags));
    },
    create: async (scope: Scope, { configuration }: Needs): Promise<Found> => {
      const { devops, deployment, tenantId } = scope;
      const tags = lowerCase(tenantTags(deployment, tenantId));
      const creation = new CreatePipelineCommand({ pipeline: pipelineDeclaration(scope, configuration), tags });
      return { pipeline: (await advised(devops(CodePipelineClient).send(creation), ROLE_ADVICE)).pipeline };
    },
    differs: (scope, { configuration }, { pipeline }) =>
      agrees(pipeline, pipelineDeclaration(scope, configuration)) ? [] : ['declaration'],
    repair: async (scope, { configuration }) => {
      const change = new UpdatePipelineCommand({ pipeline: pipelineDeclaration(scope, configuration) });
      return { pipeline: (await advised(scope.devops(CodePipelineClient).send(change), ROLE_ADVICE)).pipeline };
    },
    remove: ({ devops, tenantId }) => devops(CodePipelineClient).send(new DeletePipelineCommand({ name: tenantResourceName(tenantId) })),
    gone: ['PipelineNotFoundException', 'ResourceNotFoundException'],
    foreign: {
      code: 'ForeignPipeline',
      advice:
        'Find out who made it in the DevOps account, where nothing of it was touched, and remove it; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
    },
    what: ({ pipeline }) => `the pipeline ${pipeline?.name}`,
    out: (_scope, { pipeline }) => ({ pipelineName: idOf(pipeline?.name, 'the pipeline'), pipelineVersion: pipeline?.version ?? 1 }),
  },
  { creates: [{ type: 'AWS::CodePipeline::Pipeline', id: 'pipelineName', account: 'devops', quota: 'pipelines' }] },
);
