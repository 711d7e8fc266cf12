import type { Counts } from '@tenantry/saga/created';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';

/** What a deployment decides of how many resources a tenant gets. A tenant of another cell than the first may have other tables. */
export const countsOf = ({ config, cells }: Pick<LandingZone, 'config' | 'cells'>): Counts => ({
  zone: config.network.zoneIds.length,
  assignment: config.identityCenter.assignments.length,
  'peered-table': (cells[0]?.hubRouteTableIds.length ?? 1) + (cells[0]?.databaseRouteTableIds.length ?? 1),
});
