import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CreateBucketCommand, DeletePublicAccessBlockCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { buildPolicy, codePipelinePolicy } from '@tenantry/landing-zone/policies/builds';
import { accountPolicy } from '@tenantry/landing-zone/policies/pipeline';
import type { Clients } from '@tenantry/shared/aws/clients';
import { configOf } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { roleArn } from '@tenantry/shared/domain/names';
import { allow, policy, type Statement } from '@tenantry/shared/infra/policy';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { clientsOf } from '@tenantry/shared/testing/clients';
import { createRole, roleWith } from '@tenantry/shared/testing/role';

export interface Devops {
  readonly accountId: string;
  readonly zone: LandingZone['devops'];
  /** With the rights of pipeline's role in that account. */
  readonly clients: Clients;
  /** With the rights of its root, to look and to spoil. */
  readonly root: Clients;
}

/** A DevOps account of its own for a test file: repositories (the sample hospital), artifacts, roles with the landing zone's rights. */
export const devops = async (): Promise<Devops> => {
  const accountId = unusedAccountId();
  const root = rootOf(accountId);
  const base = configOf('dev');
  const config = { ...base, accounts: { ...base.accounts, devops: accountId } };
  const artifactBucket = `tenantry-dev-artifacts-${accountId}`;
  const s3 = new S3Client(root);
  await s3.send(new CreateBucketCommand({ Bucket: artifactBucket }));
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket: artifactBucket })); // the policy below names no organization
  const forDeployRoles = {
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${artifactBucket}/*`,
    Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/tenantry-dev-service' } },
  };
  await s3.send(new PutBucketPolicyCommand({ Bucket: artifactBucket, Policy: JSON.stringify(policy([forDeployRoles])) }));
  const artifactKeyArn = `arn:aws:kms:${config.region}:${accountId}:alias/aws/s3`;
  const repositories = Object.fromEntries(config.repositories.map((name) => [name, `tenantry-dev-tenant-app-${name}`]));
  for (const repositoryName of Object.values(repositories)) {
    await new CodeCommitClient(root).send(new CreateRepositoryCommand({ repositoryName }));
  }
  const artifacts = [allow('s3:*', [`arn:aws:s3:::${artifactBucket}`, `arn:aws:s3:::${artifactBucket}/*`]), allow('kms:*', artifactKeyArn)];
  const service = async (name: string, statements: readonly Statement[]): Promise<string> => {
    const Principal = { Service: `${name === 'build' ? 'codebuild' : name}.amazonaws.com` };
    const RoleName = `tenantry-dev-${name}`;
    await createRole(accountId, RoleName, policy([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }]), statements);
    return roleArn(accountId, RoleName);
  };
  const buildRoleArn = await service('build', [...buildPolicy('dev', config), ...artifacts]);
  const pipelineRoleArn = await service('codepipeline', [...codePipelinePolicy('dev', config), ...artifacts]);
  const own = await roleWith(accountId, [...accountPolicy, allow('iam:PassRole', [buildRoleArn, pipelineRoleArn])]);
  return {
    accountId,
    zone: { artifactBucket, artifactKeyArn, repositories, buildRoleArn, pipelineRoleArn },
    clients: clientsOf(own),
    root: clientsOf(root),
  };
};
