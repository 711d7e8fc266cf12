import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { client } from '@tenantry/shared/aws/client';
import { PEERINGS_QUOTA } from '@tenantry/shared/deployment/address-plan';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { other } from '../readings/other-accounts.ts';
import type { Reading } from '../readings/reading.ts';
import { cachedReading, limitOf } from './organization.ts';

/** How many peerings a VPC may have in the account of the hub and in that of the database. */
export interface PeeringLimits {
  readonly hub: Reading<number>;
  readonly database: Reading<number>;
}

export const peeringLimits = async (zone: LandingZone): Promise<PeeringLimits> => {
  const limitIn = (place: string, quotas: ServiceQuotasClient) =>
    cachedReading(`peering-limit-${place}`, `The quota of peerings of the ${place} account`, () => limitOf(quotas, PEERINGS_QUOTA));
  const [hub, database] = await Promise.all([
    limitIn('networking', other(zone).networkingQuotas),
    limitIn('super-admin', client(ServiceQuotasClient)),
  ]);
  return { hub, database };
};
