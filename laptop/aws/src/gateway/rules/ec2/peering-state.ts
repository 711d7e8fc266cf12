import { reached, states } from '../../../states.ts';
import type { GatewayContext } from '../../types.ts';

export interface PeeringSide {
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string;
  readonly cidrBlock: string;
}

/** What the gateway remembers of a peering connection: the emulator knows no owner, no block and no failure. */
export interface Peering {
  readonly id: string;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
  readonly createdAt: number;
  readonly failed?: boolean;
  /** How a fault let it end: as `rejected` or `expired`, or failed for this reason; absent where its ranges or ids did. */
  readonly failure?: string;
  acceptedAt?: number;
  rejectedAt?: number;
  deletedAt?: number;
  deletedBy?: string;
}

export interface PeeringStatus {
  readonly code: 'initiating-request' | 'pending-acceptance' | 'provisioning' | 'active' | 'failed' | 'expired' | 'rejected' | 'deleted';
  readonly message: string;
}

export const peerings = (context: GatewayContext): Record<string, Peering> => context.state('ec2.peerings', () => ({}));

const EXPIRED = 'The request has expired';
const MISFIT = 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range';

const ended = ({ failure, accepter }: Peering): PeeringStatus => {
  if (failure === 'rejected') return { code: 'rejected', message: `Rejected by ${accepter.accountId}` };
  if (failure === 'expired') return { code: 'expired', message: EXPIRED };
  return { code: 'failed', message: failure ?? MISFIT };
};

/** Its status now; undefined once it is no longer shown. */
export const peeringStatus = ({ clock }: GatewayContext, peering: Peering): PeeringStatus | undefined => {
  if (peering.deletedAt !== undefined) {
    if (reached(clock, peering.deletedAt, states.deletedVisible)) return undefined;
    return { code: 'deleted', message: `Deleted by ${peering.deletedBy}` };
  }
  if (peering.rejectedAt !== undefined) {
    if (reached(clock, peering.rejectedAt, states.deletedVisible)) return undefined;
    return { code: 'rejected', message: `Rejected by ${peering.accepter.accountId}` };
  }
  if (peering.acceptedAt !== undefined) {
    if (reached(clock, peering.acceptedAt, states.peeringActive)) return { code: 'active', message: 'Active' };
    return { code: 'provisioning', message: 'Provisioning' };
  }
  if (!reached(clock, peering.createdAt, states.peeringRequested)) {
    return { code: 'initiating-request', message: `Initiating Request to ${peering.accepter.accountId}` };
  }
  if (peering.failed) return ended(peering);
  if (reached(clock, peering.createdAt, states.peeringExpired)) return { code: 'expired', message: EXPIRED };
  return { code: 'pending-acceptance', message: `Pending Acceptance by ${peering.accepter.accountId}` };
};

const LIVE = new Set(['initiating-request', 'pending-acceptance', 'provisioning', 'active']);

/** Peerings of a VPC that are there or on their way. */
export const livePeerings = (context: GatewayContext, vpcId: string): Peering[] =>
  Object.values(peerings(context)).filter(
    (peering) =>
      (peering.requester.vpcId === vpcId || peering.accepter.vpcId === vpcId) &&
      !peering.failed &&
      LIVE.has(peeringStatus(context, peering)?.code ?? ''),
  );
