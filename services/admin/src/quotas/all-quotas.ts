import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Quota } from '../contract/plan.ts';
import type { TenantListing } from '../table/items.ts';
import { closedTimes } from './closing-times.ts';
import { closingsQuota } from './closings-quota.ts';
import { deliveryQuotas } from './delivery-quotas.ts';
import { networkQuotas } from './network-quotas.ts';
import { accountsQuota, buildsQuota, figures, membersOf } from './organization.ts';
import { peeringLimits } from './peerings.ts';

/**
 * All quotas that stop on- or off-boarding.
 * @param prefix size of a further tenant's range
 * @param patience with the list of accounts, milliseconds
 */
export const allQuotas = async (
  zone: LandingZone,
  tenants: readonly TenantListing[],
  prefix: number,
  patience?: number,
): Promise<Quota[]> => {
  const { network, organization: settings } = zone.config;
  const now = Date.now();
  const [found, times, limits] = await Promise.all([figures(zone, patience), closedTimes(settings.closing), peeringLimits(zone)]);
  return [
    accountsQuota(found, tenants, settings.recycle),
    ...networkQuotas(network, tenants, prefix, now, limits),
    ...deliveryQuotas(tenants),
    buildsQuota(found, tenants),
    closingsQuota(times, membersOf(found), settings.closing, now),
  ];
};
