import type { GatewayContext } from '../types.ts';

/** AWS's default quotas. A test or a demo may change them: they are saved with the gateway's state. */
export const DEFAULT_QUOTAS = {
  /** https://docs.aws.amazon.com/general/latest/gr/vpc-service.html; the default VPC counts. */
  vpcsPerRegion: 5,
  addressesPerRegion: 5,
  natGatewaysPerZone: 5,
  /** https://docs.aws.amazon.com/general/latest/gr/vpc-service.html: 50, at most 125; the landing zone asks for the maximum. */
  peeringsPerVpc: 125,
  /** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html: member accounts created at the same time. */
  concurrentCreateAccount: 5,
  /** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
  concurrentCloseAccount: 3,
  /** https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html: max(250, 20 % of members), at most 1,000. */
  closeAccountMinimum: 250,
  closeAccountShare: 0.2,
  closeAccountMaximum: 1_000,
};

export type Quotas = typeof DEFAULT_QUOTAS;

export const quotas = (context: GatewayContext): Quotas => context.state('quotas', () => ({ ...DEFAULT_QUOTAS }));
