import { CreatePolicyCommand, CreateRoleCommand, IAMClient, ListUsersCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeAll, expect, test } from '@jest/globals';
import { boundaryName, roleArn } from '@tenantry/shared/domain/names';
import { allow, policy } from '@tenantry/shared/infra/policy';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { assume, roleWith } from '@tenantry/shared/testing/role';
import { boundaryPolicy } from './boundary.ts';
import { servicePolicy } from './release.ts';

const accountId = unusedAccountId();
const root = rootOf(accountId);
const AssumeRolePolicyDocument = JSON.stringify(
  policy([{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }]),
);
const everything = JSON.stringify(policy([allow('*', '*')]));
const boundaryArn = `arn:aws:iam::${accountId}:policy/${boundaryName('dev')}`;
let service: IAMClient;

beforeAll(async () => {
  const iam = new IAMClient(root);
  await iam.send(new CreatePolicyCommand({ PolicyName: boundaryName('dev'), PolicyDocument: JSON.stringify(policy(boundaryPolicy)) }));
  service = new IAMClient(await roleWith(accountId, servicePolicy({ deployment: 'dev', tenantId: '01x', artifactBucket: 'artifacts' })));
});

test('a release makes no role, and changes none', async () => {
  const role = { RoleName: 'tenantry-01x-api', AssumeRolePolicyDocument };
  await expect(service.send(new CreateRoleCommand(role))).rejects.toThrow('not authorized');
  await expect(service.send(new CreateRoleCommand({ ...role, PermissionsBoundary: boundaryArn }))).rejects.toThrow('not authorized');
  await new IAMClient(root).send(new CreateRoleCommand({ ...role, RoleName: 'tenantry-01y-api' }));
  const more = { RoleName: 'tenantry-01y-api', PolicyName: 'more', PolicyDocument: everything };
  await expect(service.send(new PutRolePolicyCommand(more))).rejects.toThrow('not authorized');
});

test("the function's role has no more rights than the boundary, whatever somebody gives it", async () => {
  const RoleName = 'tenantry-dev-application';
  const iam = new IAMClient(root);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, PermissionsBoundary: boundaryArn }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument: everything }));
  const session = await assume(root, roleArn(accountId, RoleName));
  await expect(new IAMClient(session).send(new ListUsersCommand({}))).rejects.toThrow('not authorized');
  await expect(new SecretsManagerClient(session).send(new ListSecretsCommand({}))).rejects.toThrow('not authorized');
});
