import type { Clients } from '@tenantry/shared/aws/clients';
import { SHARED_ACCOUNTS, type SharedAccount, TENANT_ACCOUNT } from './accounts.ts';
import type { AccountInRegion, Leftover, Lister, Subject } from './leftover.ts';
import { ofOrganization } from './of-organization.ts';

/** Where global services answer. */
const GLOBAL_REGION = 'us-east-1';

/** Clients of an account, with the rights that the caller has there. */
export type ClientsIn = (accountId: string) => Clients;

/** A lister in one account and region, and what it has found there. */
export interface Listing {
  readonly lister: Lister;
  readonly place: AccountInRegion;
  readonly found: readonly Leftover[];
}

/** An account as a lister sees it in each region in which it asks: where global services answer, at home, or in both. */
export const placesOf = ({ isGlobal, isAtHome }: Lister, account: Omit<AccountInRegion, 'region'>): readonly AccountInRegion[] => {
  const { region: home } = account.zone.config;
  const regions = isGlobal ? [GLOBAL_REGION] : isAtHome ? [home] : [...new Set([home, GLOBAL_REGION])];
  return regions.map((region) => ({
    ...account,
    region: isGlobal ? 'global' : region,
    client: (type, other = region) => account.client(type, other),
  }));
};

/** Lists every account and region that the tenant touched. Describe and List calls only; no record is asked. */
export const listAll = async (subject: Subject, clientsIn: ClientsIn): Promise<readonly Listing[]> => {
  const { config } = subject.zone;
  const inAccount = (accountId: string, listers: readonly Lister[]) =>
    listers.flatMap((lister) =>
      placesOf(lister, { ...subject, accountId, client: clientsIn(accountId) }).map(async (place): Promise<Listing> => {
        const found = await lister.list(place);
        return {
          lister,
          place,
          found: accountId === subject.tenantAccountId ? found.map(ofOrganization(config.organization.baseline)) : found,
        };
      }),
    );
  const shared = Object.entries(SHARED_ACCOUNTS) as [SharedAccount, readonly Lister[]][];
  return Promise.all([
    ...(subject.tenantAccountId && !subject.isAccountClosed ? inAccount(subject.tenantAccountId, TENANT_ACCOUNT) : []),
    ...shared.flatMap(([account, listers]) => inAccount(config.accounts[account], listers)),
  ]);
};

/** Which types were looked for in which account. */
export const lookedFor = (listings: readonly Listing[]): readonly { readonly accountId: string; readonly types: readonly string[] }[] =>
  [...Map.groupBy(listings, ({ place }) => place.accountId)].map(([accountId, ofAccount]) => ({
    accountId,
    types: [...new Set(ofAccount.flatMap(({ lister }) => lister.finds))].sort(),
  }));

export interface Leftovers {
  /** What must go. */
  readonly leftovers: readonly Leftover[];
  /** What may stay, each with its reason. */
  readonly baseline: readonly Leftover[];
}

/** What is left of a tenant in all accounts, from AWS itself. */
export const leftoversOf = async (subject: Subject, clientsIn: ClientsIn): Promise<Leftovers> =>
  apart((await listAll(subject, clientsIn)).flatMap(({ found }) => found));

export const apart = (found: readonly Leftover[]): Leftovers => ({
  leftovers: found.filter(({ baseline }) => baseline === undefined),
  baseline: found.filter(({ baseline }) => baseline !== undefined),
});

/** A leftover in one line. */
export const describeLeftover = ({ accountId, region, type, id }: Leftover): string => `${type} ${id} in ${accountId} (${region})`;
