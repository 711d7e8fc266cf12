import { blockAt, prefixOf } from '@tenantry/shared/domain/cidr';

export type Tier = 'public' | 'private';
export interface PlannedSubnet {
  readonly tier: Tier;
  readonly zoneId: string;
  readonly cidr: string;
}

/**
 * Cuts a tenant's range: a quarter for each private subnet (the first half), an eighth for each public one (the third quarter:
 * only NAT lives there); the last quarter stays free for what is added later. A range is no smaller than `MAX_TENANT_PREFIX`.
 * @param zoneIds two zones, by id
 */
export const subnetPlan = (cidr: string, zoneIds: readonly string[]): readonly PlannedSubnet[] => {
  const prefix = prefixOf(cidr);
  return zoneIds.flatMap((zoneId, zone): PlannedSubnet[] => [
    { tier: 'private', zoneId, cidr: blockAt(cidr, prefix + 2, zone) },
    { tier: 'public', zoneId, cidr: blockAt(cidr, prefix + 3, 4 + zone) },
  ]);
};
