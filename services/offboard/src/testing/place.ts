import { configOf } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Statement } from '@tenantry/shared/infra/policy';
import { rootOf, testRegion } from '@tenantry/shared/testing/accounts';
import { clientsOf } from '@tenantry/shared/testing/clients';
import { roleWith } from '@tenantry/shared/testing/role';
import { zoneOf } from '@tenantry/shared/testing/zone-of';
import type { AccountInRegion } from '../leftovers/leftover.ts';

/** A landing zone of these accounts that exists on paper only. */
export const zoneWith = (
  deployment: string,
  accounts: Partial<LandingZone['config']['accounts']> = {},
  region = configOf('dev').region,
): LandingZone => {
  const config = configOf('dev');
  return zoneOf(deployment, { config: { ...config, region, accounts: { ...config.accounts, ...accounts } } });
};

/** An account in the deployment's region as its root sees it: to build and to spoil. */
export const rootPlace = (accountId: string, tenantId: string, zone = zoneWith('dev')): AccountInRegion => ({
  tenantId,
  tenantAccountId: accountId,
  zone,
  accountId,
  region: testRegion,
  client: clientsOf(rootOf(accountId)),
});

/** The same account with exactly the rights of a policy. */
export const placeWith = async (place: AccountInRegion, statements: readonly Statement[]): Promise<AccountInRegion> => {
  const role = await roleWith(place.accountId, statements);
  return { ...place, client: clientsOf(role) };
};
