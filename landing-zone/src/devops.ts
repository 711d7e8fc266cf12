import type { Config } from '@tenantry/shared/deployment/config';
import { serviceName } from '@tenantry/shared/domain/names';
import { allow, arnOf, policy, trust } from '@tenantry/shared/infra/policy';
import { artifacts } from './artifacts.ts';
import { builds } from './builds.ts';
import type { DatabaseVpc } from './database-peering.ts';
import { devopsPolicy as adminPolicy } from './policies/admin.ts';
import { deliveryBoundary, deliveryBoundaryName, deliveryRolesPolicy } from './policies/delivery.ts';
import { devopsPolicy } from './policies/offboard.ts';
import { accountPolicy, readsReleases } from './policies/pipeline.ts';
import { releases, repositoryId } from './releases.ts';
import { artifactBucketName, repositoryName } from './resource-names.ts';
import { role, type Template, tags } from './template.ts';
import { callers } from './trusted.ts';

export interface DevopsInput {
  readonly deployment: string;
  readonly config: Config;
  readonly organizationId: string;
  readonly database: DatabaseVpc;
}

/** DevOps account: repositories, artifacts, the bound of the roles that deliver to tenants, and a VPC from which builds reach the database. */
export const devopsTemplate = ({ deployment, config, organizationId, database }: DevopsInput): Template => {
  const { devops, superAdmin } = config.accounts;
  const bucketName = artifactBucketName(deployment, devops);
  const repositories = config.repositories.map((repository) => ({ repository, id: repositoryId(repository) }));
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
      DeliveryBoundary: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: deliveryBoundaryName(deployment),
          Description: 'The most that a role may do which delivers to a tenant',
          PolicyDocument: policy(deliveryBoundary({ deployment, region: config.region, devops, artifactBucket: bucketName })),
        },
      },
      PipelineRole: role(deployment, serviceName(deployment, 'pipeline'), trust(superAdmin, callers(deployment, config, 'pipeline')), [
        ...accountPolicy,
        ...deliveryRolesPolicy(deployment, devops),
        ...readsReleases(bucketName),
        allow('kms:Decrypt', arnOf('ArtifactKey')),
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
      ...network?.outputs,
    },
  };
};
