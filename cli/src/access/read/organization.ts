import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListParentsCommand,
  OrganizationsClient,
  type PolicyType,
  paginateListAccounts,
  paginateListPoliciesForTarget,
} from '@aws-sdk/client-organizations';
import { type Policy, statementsOf } from '../policy/document.ts';
import type { Organization } from '../snapshot.ts';
import { collect, once, type Reader } from './reader.ts';

/** From the root down to the account itself: where policies are attached. @throws what Organizations answers */
const pathTo = async (client: OrganizationsClient, accountId: string): Promise<readonly string[]> => {
  const path = [accountId];
  for (let child = accountId; ; ) {
    const { Parents = [] } = await client.send(new ListParentsCommand({ ChildId: child }));
    const parent = Parents[0]?.Id;
    if (parent === undefined) return path;
    path.unshift(parent);
    if (parent.startsWith('r-')) return path;
    child = parent;
  }
};

/**
 * What the organization says of some accounts, asked in its management account. Its policies concern neither that account nor its
 * principals. Where they cannot be read, nothing is taken to be stopped by them.
 */
export const readOrganization = async (reader: Reader, accountIds: readonly string[]): Promise<Organization | undefined> => {
  // Organizations has one endpoint for all regions, in us-east-1; the SDK finds it from any.
  const client = reader.client(OrganizationsClient);
  const organization = await reader.attempt('organization', () => client.send(new DescribeOrganizationCommand({})));
  const id = organization?.Organization?.Id;
  if (id === undefined) return undefined;
  const accounts = await reader.attempt('accounts of the organization', () =>
    collect(paginateListAccounts({ client }, {}), (page) => page.Accounts),
  );
  const document = once(async (PolicyId: string): Promise<Policy> => {
    const { Policy: found } = await client.send(new DescribePolicyCommand({ PolicyId }));
    return { name: `the organization's policy ${found?.PolicySummary?.Name ?? PolicyId}`, statements: statementsOf(found?.Content ?? '') };
  });
  const attached = once(async (key: string): Promise<readonly Policy[]> => {
    const [Filter = '', TargetId = ''] = key.split(' ');
    const found = await collect(
      paginateListPoliciesForTarget({ client }, { TargetId, Filter: Filter as PolicyType }),
      (page) => page.Policies,
    );
    return Promise.all(found.map(({ Id = '' }) => document(Id)));
  });
  const levels = async (accountId: string, type: PolicyType): Promise<readonly (readonly Policy[])[]> => {
    const what = `${type === 'SERVICE_CONTROL_POLICY' ? 'service' : 'resource'} control policies of account ${accountId}`;
    const found = await reader.attempt(what, async () =>
      Promise.all((await pathTo(client, accountId)).map((target) => attached(`${type} ${target}`))),
    );
    // A level without a policy is one where the type is not enabled: it limits nothing.
    return (found ?? []).filter((level) => level.length > 0);
  };
  const members = accountIds.filter((accountId) => accountId !== organization?.Organization?.MasterAccountId);
  const byAccount = async <Answer>(load: (accountId: string) => Promise<Answer>): Promise<ReadonlyMap<string, Answer>> =>
    new Map(await Promise.all(members.map(async (accountId) => [accountId, await load(accountId)] as const)));
  return {
    id,
    members: new Set((accounts ?? []).flatMap(({ Id }) => Id ?? [])),
    scps: await byAccount((accountId) => levels(accountId, 'SERVICE_CONTROL_POLICY')),
    rcps: await byAccount(async (accountId) => (await levels(accountId, 'RESOURCE_CONTROL_POLICY')).flat()),
  };
};
