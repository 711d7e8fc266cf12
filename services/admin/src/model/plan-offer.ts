import type { Config } from '@tenantry/shared/deployment/config';
import { limitsOf } from '@tenantry/shared/deployment/plans';
import type { PlanOffer } from '../contract/plans.ts';

/** A plan as people choose it. */
export const offerOf = (config: Config, name: string): PlanOffer => {
  const { description } = config.plans[name] ?? {};
  const { requests, ...limits } = limitsOf(config, name);
  return { name, ...(description ? { description } : {}), ...limits, requests: { ...requests } };
};
