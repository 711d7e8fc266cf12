import {
  CreatePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeAll, expect, test } from '@jest/globals';
import { boundaryName, roleArn } from '@tenantry/shared/domain/names';
import { allow, policy } from '@tenantry/shared/infra/policy';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { roleWith } from '@tenantry/shared/testing/role';
import { boundaryPolicy } from './boundary.ts';
import { tenantPolicy as deployPolicy } from './deploy.ts';

const accountId = unusedAccountId();
const root = rootOf(accountId);
const AssumeRolePolicyDocument = JSON.stringify(
  policy([{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }]),
);
const everything = JSON.stringify(policy([allow('*', '*')]));
const arnOf = (name: string): string => `arn:aws:iam::${accountId}:policy/${name}`;
let build: IAMClient;

beforeAll(async () => {
  const iam = new IAMClient(root);
  await iam.send(new CreatePolicyCommand({ PolicyName: boundaryName('dev'), PolicyDocument: JSON.stringify(policy(boundaryPolicy)) }));
  await iam.send(new CreatePolicyCommand({ PolicyName: 'everything', PolicyDocument: everything }));
  build = new IAMClient(await roleWith(accountId, deployPolicy));
});

test('a build makes no role without the boundary, or with another one', async () => {
  const role = { RoleName: 'tenantry-01x-api', AssumeRolePolicyDocument };
  await expect(build.send(new CreateRoleCommand(role))).rejects.toThrow('not authorized');
  await expect(build.send(new CreateRoleCommand({ ...role, PermissionsBoundary: arnOf('everything') }))).rejects.toThrow('not authorized');
  await new IAMClient(root).send(new CreateRoleCommand({ ...role, RoleName: 'tenantry-01y-api' }));
  const more = { RoleName: 'tenantry-01y-api', PolicyName: 'more', PolicyDocument: everything };
  await expect(build.send(new PutRolePolicyCommand(more))).rejects.toThrow('not authorized');
});

test('within the boundary a role has no more rights than it, whatever a build gives it', async () => {
  const RoleName = 'tenantry-01z-api';
  await build.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, PermissionsBoundary: arnOf(boundaryName('dev')) }));
  await build.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument: everything }));
  const widen = new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: arnOf('everything') });
  await expect(build.send(widen)).rejects.toThrow('not authorized');
  const { Role } = await build.send(new GetRoleCommand({ RoleName }));
  expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(arnOf(boundaryName('dev')));

  const { Credentials } = await new STSClient(root).send(
    new AssumeRoleCommand({ RoleArn: roleArn(accountId, RoleName), RoleSessionName: 'session' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const session = { ...root, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } };
  await expect(new IAMClient(session).send(new ListUsersCommand({}))).rejects.toThrow('not authorized');
  await expect(new SecretsManagerClient(session).send(new ListSecretsCommand({}))).rejects.toThrow('not authorized');
});
