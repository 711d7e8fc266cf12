import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { FieldProblem } from '../../contract/fields.ts';
import type { Plan } from '../../contract/plan.ts';
import { fieldsProblem } from '../../problem/problem.ts';
import { allQuotas } from '../../quotas/all-quotas.ts';
import { cellWith, refusalsOf } from '../../quotas/refusals.ts';
import { wildcardReading } from '../../readings/wildcard-record.ts';
import type { TenantListing } from '../../table/items.ts';
import type { TenantRequest } from './tenant-request.ts';

/**
 * Refuses a tenant that a plan calls impossible, in the plan's own words: its account would be made, and cost a closing, before a stage
 * met what is in the way. What AWS does not say stops nobody. Of two requests for the last place both may pass: then a stage stalls.
 * @throws Problem 409
 */
export const requirePossible = async (
  zone: LandingZone,
  tenants: readonly TenantListing[],
  { cidr, cidrPrefix = zone.config.network.prefix.default }: Pick<TenantRequest, 'cidr' | 'cidrPrefix'>,
): Promise<void> => {
  const [quotas, others] = await Promise.all([allQuotas(zone, tenants, cidrPrefix), wildcardReading(zone)]);
  const refusals = [...(others.value ?? []), ...refusalsOf(quotas, 1, cellWith(zone.config, cidr))];
  if (refusals.length > 0) throw fieldsProblem(409, 'not-possible', refusals.map(fieldOf));
};

const fieldOf = ({ reason, fix }: Plan['refusals'][number]): FieldProblem => ({ field: '/', problem: reason, fix });
