import { BatchGetProjectsCommand, CodeBuildClient, type Project } from '@aws-sdk/client-codebuild';
import {
  CodePipelineClient,
  GetPipelineCommand,
  type PipelineDeclaration,
  paginateListTagsForResource,
} from '@aws-sdk/client-codepipeline';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { projectNames } from './build-variables.ts';
import type { Scope } from './scope.ts';

/** What delivers to a tenant, by its name in the DevOps account: a pipeline and its build projects, and whose they are. */

export interface Pipeline {
  readonly declaration: PipelineDeclaration | undefined;
  /** Of one that was found. */
  readonly arn?: string | undefined;
}
export const PIPELINE_GONE = ['PipelineNotFoundException', 'ResourceNotFoundException'];

/** @throws an error of `PIPELINE_GONE` where there is none */
export const pipelineOf = async ({ devops, tenantId }: Scope): Promise<Pipeline> => {
  const query = new GetPipelineCommand({ name: tenantResourceName(tenantId) });
  const { pipeline, metadata } = await devops(CodePipelineClient).send(query);
  return { declaration: pipeline, arn: metadata?.pipelineArn };
};
export const isPipelineOurs = async (scope: Scope, { arn }: Pipeline): Promise<boolean> => {
  const pages = paginateListTagsForResource({ client: scope.devops(CodePipelineClient) }, { resourceArn: arn });
  return hasTag(scope, await collect(pages, ({ tags }) => tags));
};
/** False where there is no pipeline, or it is somebody else's. */
export const hasOurPipeline = async (scope: Scope): Promise<boolean> =>
  (await ifFound(async () => isPipelineOurs(scope, await pipelineOf(scope)), ...PIPELINE_GONE)) ?? false;

export const projectsOf = async ({ devops, tenantId }: Scope): Promise<readonly Project[]> =>
  (await devops(CodeBuildClient).send(new BatchGetProjectsCommand({ names: projectNames(tenantId) }))).projects ?? [];
export const isProjectOurs = (scope: Scope, { tags }: Project): boolean => hasTag(scope, tags);
