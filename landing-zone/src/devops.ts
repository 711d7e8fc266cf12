import type { Config } from '@tenantry/shared/deployment/config';
import { buildRoleName, roleArn, serviceName } from '@tenantry/shared/domain/names';
import { allow, arnOf, trust } from '@tenantry/shared/infra/policy';
import { artifactAccess, artifacts } from './artifacts.ts';
import { builds } from './builds.ts';
import type { DatabaseVpc } from './database-peering.ts';
import { devopsPolicy as adminPolicy } from './policies/admin.ts';
import { buildPolicy, codePipelinePolicy } from './policies/builds.ts';
import { devopsPolicy } from './policies/offboard.ts';
import { accountPolicy } from './policies/pipeline.ts';
import { artifactBucketName, codePipelineRoleName, repositoryName } from './resource-names.ts';
import { role, serviceTrust, type Template, tags } from './template.ts';
import { callers } from './trusted.ts';

export interface DevopsInput {
  readonly stage: string;
  readonly config: Config;
  readonly organizationId: string;
  readonly database: DatabaseVpc;
}

/** DevOps account: repositories, artifacts, the roles of builds and pipelines, and a VPC from which builds reach the database. */
export const devopsTemplate = ({ stage, config, organizationId, database }: DevopsInput): Template => {
  const { devops, superAdmin } = config.accounts;
  const bucketName = artifactBucketName(stage, devops);
  const roleNames = { build: buildRoleName(stage), pipeline: codePipelineRoleName(stage) };
  const repositories = config.repositories.map((repository) => ({ repository, id: `Repository${repository}` }));
  const network = config.network.devopsCidr ? builds(stage, config, config.network.devopsCidr, database) : undefined;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${stage}: repositories, artifacts and builds`,
    Resources: {
      ...Object.fromEntries(
        repositories.map(({ repository, id }) => [
          id,
          {
            Type: 'AWS::CodeCommit::Repository',
            DeletionPolicy: 'RetainExceptOnCreate' as const,
            UpdateReplacePolicy: 'Retain' as const,
            Properties: {
              RepositoryName: repositoryName(stage, repository),
              RepositoryDescription: `Tenantry: ${repository} of the tenants' application`,
              Tags: tags(stage),
            },
          },
        ]),
      ),
      ...artifacts(stage, devops, bucketName, organizationId),
      BuildRole: role(stage, roleNames.build, serviceTrust('codebuild.amazonaws.com', devops), [
        ...buildPolicy(stage, config),
        ...artifactAccess,
        // Without it S3 answers AccessDenied for a release that is not there yet.
        allow('s3:ListBucket', arnOf('Artifacts')),
      ]),
      CodePipelineRole: role(stage, roleNames.pipeline, serviceTrust('codepipeline.amazonaws.com', devops), [
        ...codePipelinePolicy(stage, config),
        ...artifactAccess,
        // Of the artifact store (CodePipeline User Guide, "Manage the CodePipeline service role").
        allow(['s3:GetBucketLocation', 's3:GetBucketVersioning'], arnOf('Artifacts')),
      ]),
      PipelineRole: role(stage, serviceName(stage, 'pipeline'), trust(superAdmin, callers(stage, 'pipeline')), [
        ...accountPolicy,
        allow('iam:PassRole', [roleArn(devops, roleNames.build)], { StringEquals: { 'iam:PassedToService': 'codebuild.amazonaws.com' } }),
        allow('iam:PassRole', [roleArn(devops, roleNames.pipeline)], {
          StringEquals: { 'iam:PassedToService': 'codepipeline.amazonaws.com' },
        }),
      ]),
      OffboardRole: role(stage, serviceName(stage, 'offboard'), trust(superAdmin, callers(stage, 'offboard')), devopsPolicy(stage)),
      AdminRole: role(stage, serviceName(stage, 'admin'), trust(superAdmin, callers(stage, 'admin')), adminPolicy),
      ...network?.resources,
    },
    Outputs: {
      ArtifactKeyArn: { Value: arnOf('ArtifactKey') },
      BuildRoleArn: { Value: arnOf('BuildRole') },
      CodePipelineRoleArn: { Value: arnOf('CodePipelineRole') },
      ...network?.outputs,
    },
  };
};
