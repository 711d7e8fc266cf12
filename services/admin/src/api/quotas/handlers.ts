import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { allQuotas } from '../../quotas/all-quotas.ts';
import { allTenants } from '../../table/tenants.ts';
import type { Handler } from '../request/call.ts';

export const getQuotas: Handler<'GET /quotas'> = async () => {
  const [zone, tenants] = await Promise.all([landingZone(), allTenants()]);
  const quotas = await allQuotas(zone, tenants, zone.config.network.prefix.default);
  return { answer: { quotas, asOf: new Date().toISOString() } };
};
