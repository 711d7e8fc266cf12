import { type Account, OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { isOver } from '../../services/offboard/src/leftovers/leftover.ts';
import { describeLeftover, leftoversOf, listAll } from '../../services/offboard/src/leftovers/leftovers-of.ts';
import { accountName } from './call-sites.ts';
import { domainOf } from './lives.ts';
import type { TestedLaptop } from './tested-laptop.ts';

/** How many of each kind a tenant has, by account and type: `tenant EC2 subnet` → 4. From Describe and List calls alone. */
export type Inventory = Readonly<Record<string, number>>;

/** The accounts that Organizations lists for the tenant: none, or one. */
export const accountsOf = async ({ clientsIn }: TestedLaptop, tenantId: string): Promise<readonly Account[]> => {
  const client = clientsIn(ACCOUNTS.owner)(OrganizationsClient);
  const found: Account[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
    found.push(...Accounts.filter(({ Email }) => Email?.toLowerCase().includes(tenantId.toLowerCase())));
  }
  return found;
};

const subject = async (laptop: TestedLaptop, tenantId: string) => {
  const accounts = await accountsOf(laptop, tenantId);
  return { accounts, of: { tenantId, tenantAccountId: accounts[0]?.Id, domain: domainOf(tenantId), zone: laptop.zone } };
};

export const inventoryOf = async (laptop: TestedLaptop, tenantId: string): Promise<Inventory> => {
  const { accounts, of } = await subject(laptop, tenantId);
  const counts: Record<string, number> = { 'owner account': accounts.length };
  for (const { found } of await listAll(of, laptop.clientsIn)) {
    // What is over was made, failed or was taken away, and another one is there.
    for (const { accountId, type } of found.filter((one) => !isOver(one))) {
      const key = `${accountName(accountId)} ${type}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
};

/** Where a tenant has more, or less, than a tenant whom nothing happened to. */
export const differences = (expected: Inventory, actual: Inventory): readonly string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .sort()
    .filter((key) => (expected[key] ?? 0) !== (actual[key] ?? 0))
    .map((key) => `${key}: ${actual[key] ?? 0} instead of ${expected[key] ?? 0}`);

/** What is left of a tenant in every account, a line each. */
export const leftOf = async (laptop: TestedLaptop, tenantId: string): Promise<readonly string[]> => {
  const { of } = await subject(laptop, tenantId);
  return (await leftoversOf(of, laptop.clientsIn)).leftovers.map(describeLeftover);
};
