import { paginateListAccounts } from '@aws-sdk/client-organizations';
import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import type { LandingZone } from '@tenantry/shared/landing-zone';
import { cached } from '../cache.ts';
import type { Quota } from '../contract/plan.ts';
import { other } from '../other-accounts.ts';

/** An organization of 10,000 is 500 pages. Seconds. */
const GOOD_FOR = 600;
/** "Maximum number of accounts" (Service Quotas console, AWS Organizations). */
const ACCOUNTS_QUOTA = { ServiceCode: 'organizations', QuotaCode: 'L-E619E033' };

export interface Organization {
  /** The management account included. */
  readonly accounts: number;
  /** How many it may have. */
  readonly limit: number;
}

export const organization = async (zone: LandingZone): Promise<Organization> =>
  (
    await cached('organization', GOOD_FOR, async () => {
      const { organizations, serviceQuotas } = other(zone);
      let accounts = 0;
      for await (const { Accounts = [] } of paginateListAccounts({ client: organizations }, {})) accounts += Accounts.length;
      const { Quota: found } = await serviceQuotas.send(new GetServiceQuotaCommand(ACCOUNTS_QUOTA));
      return { accounts, limit: found?.Value ?? 0 };
    })
  ).value;

/** Accounts without the management account. */
export const membersOf = ({ accounts }: Organization): number => Math.max(0, accounts - 1);

export const accountsQuota = ({ accounts, limit }: Organization): Quota => ({
  id: 'accounts',
  name: 'Accounts of the organization',
  limit,
  used: accounts,
  free: Math.max(0, limit - accounts),
  source: 'Service Quotas, organizations L-E619E033; closed accounts count until they are gone for good, after 90 days',
  adjustable: true,
  fix: 'Ask AWS for more: Service Quotas of the owner account in us-east-1, AWS Organizations, "Maximum number of accounts".',
});
