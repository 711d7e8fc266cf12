import { type CallSite, siteId } from '../faults/call-sites.ts';
import type { FaultCase } from '../faults/cases.ts';
import { pick, randomFrom } from './random.ts';

/** What happens to one tenant of the load test. */
export interface LoadedTenant {
  /** When it is off-boarded: as soon as this event is published, whatever is still being built. */
  readonly offboardAfter: 'AccountReady' | 'OriginReady' | 'NetworkPeered' | 'EdgeReady' | 'TenantReady';
  /** Where the processes that work for it die. */
  readonly kills: readonly FaultCase[];
}

/** Most are off-boarded when they are ready, some while stages still build. */
const MOMENTS: readonly LoadedTenant['offboardAfter'][] = [
  'TenantReady',
  'TenantReady',
  'TenantReady',
  'EdgeReady',
  'NetworkPeered',
  'OriginReady',
  'AccountReady',
];
const MOST_KILLS = 3;
const LATEST_CALL = 2;

/** The tenants of a seed: the same each time for the same call sites. */
export const loadPlan = (seed: number, tenants: number, sites: readonly CallSite[]): readonly LoadedTenant[] => {
  const random = randomFrom(seed);
  return Array.from({ length: tenants }, () => {
    const count = 1 + Math.floor(random() * MOST_KILLS);
    const kills = Array.from({ length: count }, (): FaultCase => {
      const site = { ...pick(random, sites), nth: 1 + Math.floor(random() * LATEST_CALL) };
      return { id: `${siteId(site)}/kill`, site, kind: 'kill' };
    });
    return { offboardAfter: pick(random, MOMENTS), kills };
  });
};
