import { type OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import type { ClosingPorts } from './close-accounts.ts';
import { smallestQuota } from './quota.ts';

const countMembers = async (organizations: OrganizationsClient): Promise<number> => {
  let accounts = 0;
  for await (const { Accounts = [] } of paginateListAccounts({ client: organizations }, {})) accounts += Accounts.length;
  return Math.max(0, accounts - 1); // the management account is no member
};

/** Counts the organization's members for the quota, when the smallest quota is not enough for what is queued. */
export const keepMembers = async ({ closings, organizations, settings, now }: ClosingPorts): Promise<void> => {
  if ((await closings.all()).length <= smallestQuota(settings)) return;
  await closings.keepMembers(await countMembers(organizations), now());
};
