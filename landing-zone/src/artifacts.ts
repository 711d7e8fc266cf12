import type { Config } from '@tenantry/shared/deployment/config';
import { releaseArchives } from '@tenantry/shared/deployment/release';
import { roleArn, serviceName } from '@tenantry/shared/domain/names';
import { bucketPolicy, lastingBucket } from '@tenantry/shared/infra/bucket';
import { arnOf, policy } from '@tenantry/shared/infra/policy';
import { releaseGuards } from './policies/releases.ts';
import { keyOwner, type Resources, ref, tags } from './template.ts';

/** Where pipelines and builds leave what they made: encrypted, versioned, TLS only. */
export const artifacts = (deployment: string, config: Config, bucketName: string, organizationId: string): Resources => {
  /** In every account of the organization the role that deploys the service reads its function from there. */
  const deployers = {
    StringEquals: { 'aws:PrincipalOrgID': organizationId },
    ArnLike: { 'aws:PrincipalArn': roleArn('*', serviceName(deployment, 'service')) },
  };
  return {
    ArtifactKey: {
      Type: 'AWS::KMS::Key',
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Description: `Tenantry ${deployment}: artifacts of releases`,
        EnableKeyRotation: true,
        KeyPolicy: policy([
          keyOwner(config.accounts.devops),
          { Effect: 'Allow', Principal: { AWS: '*' }, Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*', Condition: deployers },
        ]),
        Tags: tags(deployment),
      },
    },
    ArtifactKeyAlias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: `alias/tenantry-${deployment}-artifacts`, TargetKeyId: ref('ArtifactKey') },
    },
    Artifacts: lastingBucket(bucketName, arnOf('ArtifactKey'), {
      LifecycleConfiguration: {
        Rules: [
          // What a tenant's pipeline keeps between its stages; releases have another prefix.
          { Id: 'release-archives', Status: 'Enabled', Prefix: releaseArchives(deployment), ExpirationInDays: 30 },
          { Id: 'pipeline-archives', Status: 'Enabled', Prefix: 'tenantry-0', ExpirationInDays: 30 },
          {
            Id: 'old-versions',
            Status: 'Enabled',
            NoncurrentVersionExpiration: { NoncurrentDays: 90 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
      Tags: tags(deployment),
    }),
    ArtifactsPolicy: bucketPolicy('Artifacts', [
      {
        Sid: 'ReleasesForDeployRoles',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: { 'Fn::Sub': '${Artifacts.Arn}/releases/api/*' },
        Condition: deployers,
      },
      ...releaseGuards(deployment, config),
    ]),
  };
};
