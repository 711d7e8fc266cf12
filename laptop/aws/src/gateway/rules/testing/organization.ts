import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ACCOUNTS } from '../../../testing/accounts.ts';
import { organization } from '../organizations/state.ts';
import { startRuledAws } from './ruled-aws.ts';

/** An organization, as its management account works with it. */
export const startOrganization = async () => {
  const aws = await startRuledAws();
  const client = new OrganizationsClient(aws.as(ACCOUNTS.management));
  let requests = 0;

  const request = async (email?: string) => {
    requests += 1;
    const input = { Email: email ?? `customer+${requests}@example.com`, AccountName: 'customer' };
    return (await client.send(new CreateAccountCommand(input))).CreateAccountStatus!;
  };
  const status = async (CreateAccountRequestId: string) =>
    (await client.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }))).CreateAccountStatus!;
  /** A new account, 14 seconds later. */
  const create = async (): Promise<string> => {
    const { Id } = await request();
    aws.advance(14);
    return (await status(Id!)).AccountId!;
  };
  /** The account that a request will create, which AWS does not tell yet. */
  const upcoming = (requestId: string): string => organization(aws.local.context).creations[requestId]!.accountId!;
  const describeAccount = async (AccountId: string) => (await client.send(new DescribeAccountCommand({ AccountId }))).Account!;
  const rootId = async () => (await client.send(new ListRootsCommand({}))).Roots![0]!.Id!;
  const unit = async (Name: string, ParentId: string) =>
    (await client.send(new CreateOrganizationalUnitCommand({ Name, ParentId }))).OrganizationalUnit!.Id!;
  const assume = (accountId: string) => {
    const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
    return new STSClient(aws.as(ACCOUNTS.management)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  };
  /** Configuration of a client that works through the access role of an account. */
  const asRole = async (accountId: string) => {
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = (await assume(accountId)).Credentials!;
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    return { ...aws.as(accountId), credentials };
  };
  return { ...aws, client, request, status, create, upcoming, describeAccount, rootId, unit, assume, asRole };
};
export type Organization = Awaited<ReturnType<typeof startOrganization>>;
