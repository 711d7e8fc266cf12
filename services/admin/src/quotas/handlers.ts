import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Handler } from '../call.ts';
import { allTenants } from '../tenants/store.ts';
import { allQuotas } from './all-quotas.ts';

export const getQuotas: Handler<'GET /quotas'> = async () => {
  const [zone, tenants] = await Promise.all([landingZone(), allTenants()]);
  const quotas = await allQuotas(zone, tenants, zone.config.network.prefix.default);
  return { answer: { quotas, asOf: new Date().toISOString() } };
};
