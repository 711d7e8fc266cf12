import { CreatePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { deliveryBoundary, deliveryBoundaryName, deliveryRolesPolicy } from '@tenantry/landing-zone/policies/delivery';
import { accountPolicy, readsReleases } from '@tenantry/landing-zone/policies/pipeline';
import type { Clients } from '@tenantry/shared/aws/clients';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Release } from '@tenantry/shared/deployment/release';
import { policy } from '@tenantry/shared/infra/policy';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { clientsOf } from '@tenantry/shared/testing/clients';
import { roleWith } from '@tenantry/shared/testing/role';
import { releaseOf, shelve } from './releases.ts';

export interface Devops {
  readonly accountId: string;
  readonly config: Config;
  readonly zone: LandingZone['devops'];
  /** With the rights of pipeline's role in that account. */
  readonly clients: Clients;
  /** With the rights of its root, to look and to spoil. */
  readonly root: Clients;
  /** The newest release there: of empty archives, which no build can use. */
  readonly release: Release;
}

/** A DevOps account of its own for a test file: artifacts, a release, and the rights that the landing zone gives. */
export const devops = async (): Promise<Devops> => {
  const accountId = unusedAccountId();
  const root = rootOf(accountId);
  const base = configOf('dev');
  const config = { ...base, accounts: { ...base.accounts, devops: accountId } };
  const artifactBucket = `tenantry-dev-artifacts-${accountId}`;
  const s3 = new S3Client(root);
  await s3.send(new CreateBucketCommand({ Bucket: artifactBucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: artifactBucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket: artifactBucket })); // the policy below names no organization
  const forServiceRoles = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${artifactBucket}/releases/api/*`,
    Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/tenantry-dev-service' } },
  };
  await s3.send(new PutBucketPolicyCommand({ Bucket: artifactBucket, Policy: JSON.stringify(policy([forServiceRoles])) }));
  const bound = deliveryBoundary({ deployment: 'dev', region: config.region, devops: accountId, artifactBucket });
  const boundary = { PolicyName: deliveryBoundaryName('dev'), PolicyDocument: JSON.stringify(policy(bound)) };
  await new IAMClient(root).send(new CreatePolicyCommand(boundary));
  const release = releaseOf({ database: '1'.repeat(40), api: '2'.repeat(40), ui: '3'.repeat(40) });
  await shelve(s3, artifactBucket, release);
  const own = await roleWith(accountId, [...accountPolicy, ...deliveryRolesPolicy('dev', accountId), ...readsReleases(artifactBucket)]);
  return {
    accountId,
    config,
    zone: {
      artifactBucket,
      artifactKeyArn: `arn:aws:kms:${config.region}:${accountId}:alias/aws/s3`,
      repositories: {},
      buildRoleArn: '',
      pipelineRoleArn: '',
    },
    clients: clientsOf(own),
    root: clientsOf(root),
    release,
  };
};
