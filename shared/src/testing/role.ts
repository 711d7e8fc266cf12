import { randomUUID } from 'node:crypto';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { policy, type Statement, trust } from '../infra/policy.ts';
import { rootOf, testAccounts } from './accounts.ts';

/** Client configuration of a new role that may do what the statements say, in any account: for tests of a service's policies. */
export const roleWith = async (accountId: string, statements: readonly Statement[]) => {
  const root = rootOf(accountId);
  const iam = new IAMClient(root);
  const caller = `caller-${randomUUID()}`;
  const RoleName = `policy-${randomUUID()}`;
  const own = new IAMClient(rootOf(testAccounts.superAdmin));
  // Roots do not assume roles: a role of the super-admin account does, as a function would.
  const rootTrust = policy([
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${testAccounts.superAdmin}:root` }, Action: 'sts:AssumeRole' },
  ]);
  await own.send(new CreateRoleCommand({ RoleName: caller, AssumeRolePolicyDocument: JSON.stringify(rootTrust) }));
  await own.send(
    new PutRolePolicyCommand({
      RoleName: caller,
      PolicyName: 'assume',
      PolicyDocument: JSON.stringify(policy([{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }])),
    }),
  );
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust(testAccounts.superAdmin, [caller])) }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'policy', PolicyDocument: JSON.stringify(policy(statements)) }));
  const first = await assume(rootOf(testAccounts.superAdmin), `arn:aws:iam::${testAccounts.superAdmin}:role/${caller}`);
  return assume(first, `arn:aws:iam::${accountId}:role/${RoleName}`);
};

const assume = async (configuration: ReturnType<typeof rootOf>, RoleArn: string): Promise<ReturnType<typeof rootOf>> => {
  const { Credentials: found } = await new STSClient(configuration).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = found ?? {};
  return {
    region: configuration.region,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
};
