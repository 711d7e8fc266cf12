import { paginateListAccounts } from '@aws-sdk/client-organizations';
import { GetServiceQuotaCommand, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import type { LandingZone } from '@tenantry/shared/landing-zone';
import { cached } from '../cache.ts';
import type { Quota } from '../contract/plan.ts';
import { orUnknown } from '../or-unknown.ts';
import { other } from '../other-accounts.ts';
import type { TenantListing } from '../table.ts';

/** An organization of 10,000 is 500 pages. Seconds. */
const GOOD_FOR = 600;
/** "Maximum number of accounts" (Service Quotas console, AWS Organizations). */
const ACCOUNTS = { ServiceCode: 'organizations', QuotaCode: 'L-E619E033' };
/** "Concurrently running builds for Linux/Small environment", which every build project of a tenant has. */
const BUILDS = { ServiceCode: 'codebuild', QuotaCode: 'L-9D07B6EF' };

export interface Organization {
  /** The management account included, and closed ones until AWS deletes them. */
  readonly accountIds: readonly string[];
  /** How many it may have; absent when Service Quotas does not say. */
  readonly limit?: number;
}
/** What AWS says of the figures that no table of ours has. What cannot be read is absent, and stands in the log. */
export interface Figures {
  readonly organization?: Organization;
  /** Builds that the devops account runs at the same time. */
  readonly builds?: number;
}

/** What Service Quotas says; undefined where it says nothing. */
export const limitOf = async (client: ServiceQuotasClient, quota: typeof ACCOUNTS): Promise<number | undefined> =>
  (await client.send(new GetServiceQuotaCommand(quota))).Quota?.Value;

/** Asked seldom: ten minutes old at most. */
export const figures = async (zone: LandingZone): Promise<Figures> => {
  const { organizations, serviceQuotas, buildQuotas } = other(zone);
  const [organization, builds] = await Promise.all([
    orUnknown(
      'the accounts of the organization',
      cached('organization-accounts', GOOD_FOR, async (): Promise<Organization> => {
        const accountIds: string[] = [];
        for await (const { Accounts = [] } of paginateListAccounts({ client: organizations }, {})) {
          accountIds.push(...Accounts.flatMap(({ Id }) => Id ?? []));
        }
        const limit = await orUnknown('the quota of accounts', limitOf(serviceQuotas, ACCOUNTS));
        return { accountIds, ...(limit === undefined ? {} : { limit }) };
      }),
    ),
    orUnknown(
      'the quota of builds',
      cached('concurrent-builds', GOOD_FOR, async () => (await limitOf(buildQuotas, BUILDS)) ?? null),
    ),
  ]);
  return {
    ...(organization ? { organization: organization.value } : {}),
    ...(typeof builds?.value === 'number' ? { builds: builds.value } : {}),
  };
};

/** Accounts without the management account; none where Organizations does not say. */
export const membersOf = ({ organization }: Figures): number => Math.max(0, (organization?.accountIds.length ?? 0) - 1);

/** Tenants that have, or will have, an account that the list does not show yet: it is some minutes old. */
const comingAccounts = (accountIds: readonly string[], tenants: readonly TenantListing[]): number => {
  const listed = new Set(accountIds);
  return tenants.filter(({ state, accountId }) =>
    accountId ? state !== 'offboarded' && !listed.has(accountId) : state !== 'offboarded' && state !== 'offboarding',
  ).length;
};

/** Room for further accounts. Pure. */
export const accountsQuota = ({ organization }: Figures, tenants: readonly TenantListing[]): readonly Quota[] => {
  if (organization?.limit === undefined) return [];
  const { accountIds, limit } = organization;
  const used = accountIds.length + comingAccounts(accountIds, tenants);
  return [
    {
      id: 'accounts',
      name: 'Accounts of the organization',
      limit,
      used,
      free: Math.max(0, limit - used),
      source:
        'Service Quotas, organizations L-E619E033; counts the accounts of the landing zone, tenants on their way, and closed accounts until they are gone for good, after 90 days',
      adjustable: true,
      fix: 'Ask AWS for more: Service Quotas of the owner account in us-east-1, AWS Organizations, "Maximum number of accounts". docs/runbook.md#account-not-ready',
    },
  ];
};

/** Builds of all tenants at the same time. Those that find no place wait for one, so only none at all stops an on-boarding. Pure. */
export const buildsQuota = ({ builds }: Figures, tenants: readonly TenantListing[]): readonly Quota[] => {
  if (builds === undefined) return [];
  const used = Math.min(builds, tenants.filter(({ state }) => state === 'onboarding').length);
  return [
    {
      id: 'builds',
      name: 'Builds of the devops account at the same time',
      limit: builds,
      used,
      free: builds - used,
      source: 'Service Quotas, codebuild L-9D07B6EF; a tenant on its way counts as one build. Others wait for their turn',
      adjustable: true,
      fix: 'Ask AWS for more: Service Quotas of the devops account, AWS CodeBuild, "Concurrently running builds for Linux/Small environment". New accounts may have 0 or 1. docs/runbook.md#release-failed',
    },
  ];
};
