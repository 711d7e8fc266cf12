import { CodePipelineClient, CreatePipelineCommand, DeletePipelineCommand, UpdatePipelineCommand } from '@aws-sdk/client-codepipeline';
import { agrees } from '@tenantry/shared/aws/agrees';
import { idOf } from '@tenantry/shared/aws/found';
import { lowerCase } from '@tenantry/shared/aws/tags';
import type { Release } from '@tenantry/shared/deployment/release';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { advised, ROLE_ADVICE } from '../advised.ts';
import { isPipelineOurs, PIPELINE_GONE, type Pipeline, pipelineOf } from '../delivery.ts';
import { pipelineDeclaration } from '../pipeline-declaration.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly configuration: string;
  readonly chosen: Release;
}

/** The tenant's pipeline. Its creation starts the first release. */
export const codePipeline = resource(
  'codePipeline',
  {
    find: async (scope: Scope) => [await pipelineOf(scope)],
    isOurs: isPipelineOurs,
    create: async (scope: Scope, { configuration, chosen }: Needs): Promise<Pipeline> => {
      const { devops, deployment, tenantId } = scope;
      const tags = lowerCase(tenantTags(deployment, tenantId));
      const creation = new CreatePipelineCommand({ pipeline: pipelineDeclaration(scope, configuration, chosen), tags });
      return { declaration: (await advised(devops(CodePipelineClient).send(creation), ROLE_ADVICE)).pipeline };
    },
    differs: (scope, { configuration, chosen }, { declaration }) =>
      agrees(declaration, pipelineDeclaration(scope, configuration, chosen)) ? [] : ['declaration'],
    repair: async (scope, { configuration, chosen }) => {
      const change = new UpdatePipelineCommand({ pipeline: pipelineDeclaration(scope, configuration, chosen) });
      return { declaration: (await advised(scope.devops(CodePipelineClient).send(change), ROLE_ADVICE)).pipeline };
    },
    remove: ({ devops, tenantId }) => devops(CodePipelineClient).send(new DeletePipelineCommand({ name: tenantResourceName(tenantId) })),
    gone: PIPELINE_GONE,
    foreign: {
      code: 'ForeignPipeline',
      advice:
        'Find out who made it in the DevOps account, where nothing of it was touched, and remove it; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
    },
    what: ({ declaration }) => `the pipeline ${declaration?.name}`,
    out: (_scope, { declaration }) => ({
      pipelineName: idOf(declaration?.name, 'the pipeline'),
      pipelineVersion: declaration?.version ?? 1,
    }),
  },
  { creates: [{ type: 'AWS::CodePipeline::Pipeline', id: 'pipelineName', account: 'devops', quota: 'pipelines' }] },
);
