import { DriftCheckRequested } from '@tenantry/events-schema/drift';
import { TenantHealthChanged } from '@tenantry/events-schema/health';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { lambda, logger } from '@tenantry/shared/function/lambda';
import { publish } from '@tenantry/shared/function/publish';
import { visit } from '@tenantry/shared/function/visit';
import { CHECKED_STAGES, driftCheckRequested } from '../model/drift.ts';
import { healthChanged, isHealthNews } from '../model/health.ts';
import { findLooks, putLooks } from '../table/probes.ts';
import { allTenants } from '../table/tenants.ts';
import { look } from './look.ts';
import { type Outcome, watch } from './watch.ts';

/**
 * How it is invoked: by its schedule every minute, or by hand with `{ "all": true }`, which looks at every live tenant at once; with
 * `"drift": true` has their stages look as well, without waiting for the tenants' times of the day.
 */
interface Invocation {
  readonly all?: boolean;
  readonly drift?: boolean;
}
const MINUTE = 60_000;

/** Every minute: looks from outside at the live tenants whose minute it is, each once in five; once a day it has their stages look for drift. */
export const main = lambda<Invocation, Outcome>(async ({ all, drift = false }, context) => {
  const { publicUrl } = (await landingZone()).config;
  const now = Date.now();
  return watch(
    {
      now: Date.now,
      remaining: () => context.getRemainingTimeInMillis(),
      tenants: allTenants,
      look: (domain) => look(visit, publicUrl.replace('{domain}', domain)),
      lastLooks: findLooks,
      tell: async ({ tenantId, foreseen = [] }, probe) => {
        const isKnownUnwell = foreseen.some(({ kind }) => kind === 'unwell');
        if (isHealthNews(probe, isKnownUnwell)) await publish(TenantHealthChanged.name, healthChanged(tenantId, probe));
      },
      askDrift: async (tenantId, checkId) => {
        for (const stage of CHECKED_STAGES)
          await publish(DriftCheckRequested.name, driftCheckRequested(tenantId, stage, checkId, '', Date.now()));
      },
      keep: putLooks,
      warn: (message, keys) => logger.warn(message, keys),
    },
    all ? { all, drift } : { minute: Math.floor(now / MINUTE) },
  );
});
