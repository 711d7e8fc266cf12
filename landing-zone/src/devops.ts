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
import { releases } from './releases.ts';
import { artifactBucketName, codePipelineRoleName, repositoryName } from './resource-names.ts';
import { role, serviceTrust, type Template, tags } from './template.ts';
import { callers } from './trusted.ts';

export interface DevopsInput {
  readonly deployment: string;
  readonly config: Config;
  readonly organizationId: string;
  readonly database: DatabaseVpc;
}

/** DevOps account: repositories, artifacts, the roles of builds and pipelines, and a VPC from which builds reach the database. */
export const devopsTemplate = ({ deployment, config, organizationId, database }: DevopsInput): Template => {
  const { devops, superAdmin } = config.accounts;
  const bucketName = artifactBucketName(deployment, devops);
  const roleNames = { build: buildRoleName(deployment), pipeline: codePipelineRoleName(deployment) };
  const repositories = config.repositories.map((repository) => ({ repository, id: `Repository${repository}` }));
  const network = config.network.devopsCidr ? builds(deployment, config, config.network.devopsCidr, database) : undefined;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${deployment}: repositories, artifacts and builds`,
    Resources: {
      ...Object.fromEntries(
        repositories.map(({ repository, id }) => [
          id,
          {
            Type: 'AWS::CodeCommit::Repository',
            DeletionPolicy: 'RetainExceptOnCreate' as const,
            UpdateReplacePolicy: 'Retain' as const,
            Properties: {
              RepositoryName: repositoryName(deployment, repository),
              RepositoryDescription: `Tenantry: ${repository} of the tenants' application`,
              Tags: tags(deployment),
            },
          },
        ]),
      ),
      ...artifacts(deployment, config, bucketName, organizationId),
      ...releases(deployment, config),
      BuildRole: role(deployment, roleNames.build, serviceTrust('codebuild.amazonaws.com', devops), [
        ...buildPolicy(deployment, config),
        ...artifactAccess,
        // Without it S3 answers AccessDenied for a release that is not there yet.
        allow('s3:ListBucket', arnOf('Artifacts')),
      ]),
      CodePipelineRole: role(deployment, roleNames.pipeline, serviceTrust('codepipeline.amazonaws.com', devops), [
        ...codePipelinePolicy(deployment, config),
        ...artifactAccess,
        // Of the artifact store (CodePipeline User Guide, "Manage the CodePipeline service role").
        allow(['s3:GetBucketLocation', 's3:GetBucketVersioning'], arnOf('Artifacts')),
      ]),
      PipelineRole: role(deployment, serviceName(deployment, 'pipeline'), trust(superAdmin, callers(deployment, config, 'pipeline')), [
        ...accountPolicy,
        allow('iam:PassRole', [roleArn(devops, roleNames.build)], { StringEquals: { 'iam:PassedToService': 'codebuild.amazonaws.com' } }),
        allow('iam:PassRole', [roleArn(devops, roleNames.pipeline)], {
          StringEquals: { 'iam:PassedToService': 'codepipeline.amazonaws.com' },
        }),
      ]),
      OffboardRole: role(
        deployment,
        serviceName(deployment, 'offboard'),
        trust(superAdmin, callers(deployment, config, 'offboard')),
        devopsPolicy(deployment),
      ),
      AdminRole: role(deployment, serviceName(deployment, 'admin'), trust(superAdmin, callers(deployment, config, 'admin')), adminPolicy),
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
