import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { client } from '@tenantry/shared/aws';
import { isCode } from '@tenantry/shared/errors';
import type { LandingZone } from '@tenantry/shared/landing-zone';
import { cached } from '../cache.ts';
import { orUnknown } from '../or-unknown.ts';
import { other } from '../other-accounts.ts';
import { limitOf } from './organization.ts';

/** A quota that was raised is known ten minutes later. Seconds. */
const GOOD_FOR = 600;
/** "Active VPC peering connections per VPC": 50 unless raised, at most 125 (VPC User Guide, "Amazon VPC quotas"). */
const PEERINGS_QUOTA = { ServiceCode: 'vpc', QuotaCode: 'L-7E9ECCDB' };

/** How many peerings a VPC may have in the account of the hub and in that of the database; absent where Service Quotas does not know. */
export interface PeeringLimits {
  readonly hub?: number;
  readonly database?: number;
}

export const peeringLimits = async (zone: LandingZone): Promise<PeeringLimits> => {
  const asked = cached('peering-limits', GOOD_FOR, async (): Promise<PeeringLimits> => {
    const [hub, database] = await Promise.all([other(zone).networkingQuotas, client(ServiceQuotasClient)].map(limitIn));
    return { ...(hub === undefined ? {} : { hub }), ...(database === undefined ? {} : { database }) };
  });
  return (await orUnknown('the quotas of peerings', asked))?.value ?? {};
};

const limitIn = (quotas: ServiceQuotasClient): Promise<number | undefined> =>
  limitOf(quotas, PEERINGS_QUOTA).catch((error: unknown) => {
    if (isCode(error, 'NoSuchResourceException')) return undefined;
    throw error;
  });
