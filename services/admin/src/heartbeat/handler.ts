import { lambda, logger } from '@tenantry/shared/function';
import { landingZone } from '@tenantry/shared/landing-zone';
import { measuring } from '@tenantry/shared/metrics';
import { billedThisMonth } from '../cost/cost-explorer.ts';
import { deployedEstimate } from '../cost/estimate.ts';
import { countQueuedClosings } from '../quotas/closings.ts';
import { allQuotas } from '../quotas/handlers.ts';
import { allTenants } from '../tenants/store.ts';
import { heartbeat } from './heartbeat.ts';

const measure = measuring(process.env.STAGE ?? 'dev', 'admin');

/** Hourly: which tenants are quiet for too long, and the figures of the dashboard that no single event tells. Takes any event. */
export const main = lambda<unknown, void>(async () => {
  const zone = await landingZone();
  const { network } = zone.config;
  await heartbeat({
    now: Date.now,
    tenants: allTenants,
    quotas: (tenants) => allQuotas(zone, tenants, network.prefix.default),
    billedUsd: () => billedThisMonth(zone, Date.now()),
    monthlyUsd: ({ deployed }) => deployedEstimate(deployed).monthlyUsd,
    queuedClosings: countQueuedClosings,
    measure,
    warn: (message, keys) => logger.warn(message, keys),
  });
});
