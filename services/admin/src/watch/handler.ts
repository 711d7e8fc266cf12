import { TenantHealthChanged } from '@tenantry/events-schema/health';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { lambda, logger } from '@tenantry/shared/function/lambda';
import { publish } from '@tenantry/shared/function/publish';
import { visit } from '@tenantry/shared/function/visit';
import { healthChanged, isHealthNews } from '../model/health.ts';
import { findProbe, putProbe } from '../table/probes.ts';
import { allTenants } from '../table/tenants.ts';
import { look } from './look.ts';
import { type Outcome, watch } from './watch.ts';

/** How it is invoked: by its schedule every minute, or by hand with `{ "all": true }`, which looks at every live tenant at once. */
interface Invocation {
  readonly all?: boolean;
}
const MINUTE = 60_000;

/** Every minute: looks from outside at the live tenants whose minute it is, each once in five. */
export const main = lambda<Invocation, Outcome>(async ({ all }, context) => {
  const { publicUrl } = (await landingZone()).config;
  const now = Date.now();
  return watch(
    {
      now: Date.now,
      remaining: () => context.getRemainingTimeInMillis(),
      tenants: allTenants,
      look: (domain) => look(visit, publicUrl.replace('{domain}', domain)),
      lastProbe: findProbe,
      keepProbe: async ({ tenantId, foreseen = [] }, probe) => {
        const isKnownUnwell = foreseen.some(({ kind }) => kind === 'unwell');
        if (isHealthNews(probe, isKnownUnwell)) await publish(TenantHealthChanged.name, healthChanged(tenantId, probe));
        await putProbe(tenantId, probe);
      },
      warn: (message, keys) => logger.warn(message, keys),
    },
    all ? 'all' : { minute: Math.floor(now / MINUTE) },
  );
});
