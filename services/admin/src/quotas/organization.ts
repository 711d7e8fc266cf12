import { type OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { GetServiceQuotaCommand, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { collect } from '@tenantry/shared/aws/pages';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { isCode } from '@tenantry/shared/failure/errors';
import type { Quota } from '../contract/plan.ts';
import { other } from '../readings/other-accounts.ts';
import { type Reading, reading, unknownOf } from '../readings/reading.ts';
import { cached } from '../table/cache.ts';
import type { TenantListing } from '../table/items.ts';

/** Seconds. */
const GOOD_FOR = 600;
/** Longer than an hour: the heartbeat, which has the time for it, renews the list. Tenants since then are counted beside it. Seconds. */
const LIST_GOOD_FOR = 4_500;
/** An organization of 10,000 is 500 pages, 8 a second: more than an API's answer may take. Milliseconds. */
const PATIENCE = 10_000;
/** "Maximum number of accounts" (Service Quotas console, AWS Organizations). */
const ACCOUNTS = { ServiceCode: 'organizations', QuotaCode: 'L-E619E033' };
/** "Concurrently running builds for Linux/Small environment", which every build project of a tenant has. */
const BUILDS = { ServiceCode: 'codebuild', QuotaCode: 'L-9D07B6EF' };

/** What AWS says of the figures that no table of ours has. */
export interface Figures {
  /** The management account included, and closed ones until AWS deletes them. */
  readonly accountIds: Reading<readonly string[]>;
  /** How many accounts the organization may have. */
  readonly accountLimit: Reading<number>;
  /** How many builds the devops account runs at the same time. */
  readonly buildLimit: Reading<number>;
}

/** What Service Quotas says; undefined where it has no value for the account (its API reference, GetServiceQuota). */
export const limitOf = async (client: ServiceQuotasClient, quota: typeof ACCOUNTS): Promise<number | undefined> => {
  try {
    return (await client.send(new GetServiceQuotaCommand(quota))).Quota?.Value;
  } catch (error) {
    if (isCode(error, 'NoSuchResourceException')) return undefined;
    throw error;
  }
};

/** Kept for some minutes; a figure that is not known is asked for again. @param name of the entry @param goodFor seconds */
export const cachedReading = <T>(name: string, what: string, ask: () => Promise<T | undefined>, goodFor = GOOD_FOR): Promise<Reading<T>> =>
  reading(
    what,
    cached(name, goodFor, async () => (await ask()) ?? null).then(({ value }) => value ?? undefined),
  );

/**
 * Every account of the organization.
 * @param patience milliseconds
 * @throws AbortError when that was not enough
 */
export const accountIdsOf = async (client: OrganizationsClient, patience: number): Promise<readonly string[]> => {
  const pages = paginateListAccounts({ client }, {}, { abortSignal: AbortSignal.timeout(patience) });
  return (await collect(pages, ({ Accounts }) => Accounts)).flatMap(({ Id }) => Id ?? []);
};

/** Asked seldom. @param patience with the list of accounts, milliseconds */
export const figures = async (zone: LandingZone, patience = PATIENCE): Promise<Figures> => {
  const { organizations, serviceQuotas, buildQuotas } = other(zone);
  const [accountIds, accountLimit, buildLimit] = await Promise.all([
    cachedReading(
      'organization-account-ids',
      'The number of accounts of the organization',
      () => accountIdsOf(organizations, patience),
      LIST_GOOD_FOR,
    ),
    cachedReading('account-limit', 'The quota of accounts', () => limitOf(serviceQuotas, ACCOUNTS)),
    cachedReading('build-limit', 'The quota of builds', () => limitOf(buildQuotas, BUILDS)),
  ]);
  return { accountIds, accountLimit, buildLimit };
};

/** Accounts without the management account. */
export const membersOf = ({ accountIds: { value, unknown } }: Figures): Reading<number> =>
  value === undefined ? { ...(unknown ? { unknown } : {}) } : { value: Math.max(0, value.length - 1) };

/** Tenants that have, or will have, an account that the list does not show yet: it is some minutes old. */
const comingAccounts = (accountIds: readonly string[], tenants: readonly TenantListing[]): number => {
  const listed = new Set(accountIds);
  return tenants.filter(({ state, accountId }) =>
    accountId ? state !== 'offboarded' && !listed.has(accountId) : state !== 'offboarded' && state !== 'offboarding',
  ).length;
};

/** What is left of a limit, as far as limit and use are known. */
const room = (limit: number | undefined, used: number | undefined) => ({
  limit,
  used,
  free: limit === undefined || used === undefined ? undefined : Math.max(0, limit - used),
});

/** Where accounts are recycled (docs/adr/0006), a tenant may get one that counts already: nobody keeps a list of those that wait. */
const POOL =
  'Whether an account waits to be given to another tenant (organization.recycle) is not known. docs/runbook.md#a-figure-is-not-known';

/**
 * Room for further accounts. Pure.
 * @param recycles whether an account that was never used is given to another tenant: then a full organization stops nobody for sure
 */
export const accountsQuota = ({ accountIds, accountLimit }: Figures, tenants: readonly TenantListing[], recycles = false): Quota => {
  const used = accountIds.value && accountIds.value.length + comingAccounts(accountIds.value, tenants);
  const left = room(accountLimit.value, used);
  const isForPool = recycles && left.free === 0;
  return {
    id: 'accounts',
    name: 'Accounts of the organization',
    ...left,
    ...(isForPool ? { free: undefined } : {}),
    unknown: isForPool ? POOL : unknownOf(accountIds, accountLimit),
    source:
      'Service Quotas, organizations L-E619E033; counts the accounts of the landing zone, tenants on their way, and closed accounts until they are gone for good, after 90 days',
    adjustable: true,
    fix: 'Ask AWS for more: Service Quotas of the owner account in us-east-1, AWS Organizations, "Maximum number of accounts". docs/runbook.md#account-not-ready',
  };
};

/** Builds of all tenants at the same time. Those that find no place wait for one, so only none at all stops an on-boarding. Pure. */
export const buildsQuota = ({ buildLimit }: Figures, tenants: readonly TenantListing[]): Quota => {
  const onTheirWay = tenants.filter(({ state }) => state === 'onboarding').length;
  return {
    id: 'builds',
    name: 'Builds of the devops account at the same time',
    ...room(buildLimit.value, Math.min(buildLimit.value ?? onTheirWay, onTheirWay)),
    unknown: unknownOf(buildLimit),
    source: 'Service Quotas, codebuild L-9D07B6EF; a tenant on its way counts as one build. Others wait for their turn',
    adjustable: true,
    fix: 'Ask AWS for more: Service Quotas of the devops account, AWS CodeBuild, "Concurrently running builds for Linux/Small environment". New accounts may have 0 or 1. docs/runbook.md#release-failed',
  };
};
