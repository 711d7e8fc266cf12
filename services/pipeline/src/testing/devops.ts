import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeletePublicAccessBlockCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { buildPolicy, codePipelinePolicy } from '@tenantry/landing-zone/policies/builds';
import { accountPolicy } from '@tenantry/landing-zone/policies/pipeline';
import { configOf } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { roleArn } from '@tenantry/shared/domain/names';
import { allow, policy, type Statement } from '@tenantry/shared/infra/policy';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';

type Credentials = ReturnType<typeof rootOf>;
export interface Devops {
  readonly accountId: string;
  readonly zone: LandingZone['devops'];
  /** With the rights of pipeline's role in that account. */
  readonly credentials: Credentials;
  readonly root: Credentials;
}

/** Makes a role of an account and answers its ARN. */
export const createRole = async (accountId: string, name: string, principal: object, statements: readonly Statement[]): Promise<string> => {
  const iam = new IAMClient(rootOf(accountId));
  const trust = JSON.stringify(policy([{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }]));
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: name, PolicyDocument: JSON.stringify(policy(statements)) }));
  return roleArn(accountId, name);
};

/** Credentials of a role of an account, assumed by the account's root. */
export const sessionOf = async (accountId: string, arn: string): Promise<Credentials> => {
  const root = rootOf(accountId);
  const { Credentials: made } = await new STSClient(root).send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'test' }));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = made!;
  return { ...root, credentials: { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey!, sessionToken: sessionToken! } };
};

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
    Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/tenantry-dev-deploy' } },
  };
  await s3.send(new PutBucketPolicyCommand({ Bucket: artifactBucket, Policy: JSON.stringify(policy([forDeployRoles])) }));
  const artifactKeyArn = `arn:aws:kms:${config.region}:${accountId}:alias/aws/s3`;
  const repositories = Object.fromEntries(config.repositories.map((name) => [name, `tenantry-dev-tenant-app-${name}`]));
  for (const repositoryName of Object.values(repositories)) {
    await new CodeCommitClient(root).send(new CreateRepositoryCommand({ repositoryName }));
  }
  const artifacts = [allow('s3:*', [`arn:aws:s3:::${artifactBucket}`, `arn:aws:s3:::${artifactBucket}/*`]), allow('kms:*', artifactKeyArn)];
  const service = (name: string, statements: readonly Statement[]) =>
    createRole(accountId, `tenantry-dev-${name}`, { Service: `${name === 'build' ? 'codebuild' : name}.amazonaws.com` }, statements);
  const buildRoleArn = await service('build', [...buildPolicy('dev', config), ...artifacts]);
  const pipelineRoleArn = await service('codepipeline', [...codePipelinePolicy('dev', config), ...artifacts]);
  const own = await createRole(accountId, 'tenantry-dev-pipeline', { AWS: `arn:aws:iam::${accountId}:root` }, [
    ...accountPolicy,
    allow('iam:PassRole', [buildRoleArn, pipelineRoleArn]),
  ]);
  return {
    accountId,
    zone: { artifactBucket, artifactKeyArn, repositories, buildRoleArn, pipelineRoleArn },
    credentials: await sessionOf(accountId, own),
    root,
  };
};
