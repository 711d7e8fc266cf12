import { randomUUID } from 'node:crypto';
import { CreateRoleCommand, DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { roleArn } from '../domain/names.ts';
import { allow, policy, type Statement, trust } from '../infra/policy.ts';
import { rootOf, testAccounts } from './accounts.ts';

type Configuration = ReturnType<typeof rootOf>;

/** Creates a role that may do what the statements say. */
export const createRole = async (accountId: string, RoleName: string, trusted: object, statements: readonly Statement[]): Promise<void> => {
  const iam = new IAMClient(rootOf(accountId));
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trusted) }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'policy', PolicyDocument: JSON.stringify(policy(statements)) }));
};

/** Such a role may do nothing any more. */
export const takeRights = async (accountId: string, RoleName: string): Promise<void> => {
  await new IAMClient(rootOf(accountId)).send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'policy' }));
};

/** Client configuration of a role's session. */
export const assume = async (configuration: Configuration, arn: string): Promise<Configuration> => {
  const command = new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'test' });
  const {
    AccessKeyId = '',
    SecretAccessKey = '',
    SessionToken = '',
  } = (await new STSClient(configuration).send(command)).Credentials ?? {};
  return {
    region: configuration.region,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
};

/** Creates a role of the super-admin account, as a function has one, and works as it. */
export const functionRoleWith = async (RoleName: string, statements: readonly Statement[]): Promise<Configuration> => {
  const { superAdmin } = testAccounts;
  const Principal = { AWS: `arn:aws:iam::${superAdmin}:root` };
  await createRole(superAdmin, RoleName, policy([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }]), statements);
  return assume(rootOf(superAdmin), roleArn(superAdmin, RoleName));
};

/** Client configuration of a new role that may do what the statements say, in any account: for tests of a service's policies. */
export const roleWith = async (accountId: string, statements: readonly Statement[]): Promise<Configuration> => {
  const [caller, name] = [`caller-${randomUUID()}`, `policy-${randomUUID()}`];
  const as = await functionRoleWith(caller, [allow('sts:AssumeRole', '*')]);
  await createRole(accountId, name, trust(testAccounts.superAdmin, [caller]), statements);
  return assume(as, roleArn(accountId, name));
};
