import { reached, states } from '../../../states.ts';
import type { GatewayContext } from '../../types.ts';

/** What the gateway remembers of a NAT gateway: the emulator has neither its addresses nor its states. */
export interface NatGateway {
  readonly natGatewayId: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly allocationId: string;
  readonly publicIp: string;
  readonly privateIp: string;
  readonly networkInterfaceId: string;
  readonly associationId: string;
  readonly createdAt: number;
  readonly clientToken?: string;
  readonly failure?: { readonly code: string; readonly message: string };
  deletedAt?: number;
}

export const natGateways = (context: GatewayContext): Record<string, NatGateway> => context.state('ec2.nat-gateways', () => ({}));

export type NatGatewayState = 'pending' | 'available' | 'failed' | 'deleting' | 'deleted';

/** Its state now; undefined once it is no longer shown. */
export const natGatewayState = ({ clock }: GatewayContext, nat: NatGateway): NatGatewayState | undefined => {
  if (nat.deletedAt !== undefined) {
    if (reached(clock, nat.deletedAt, states.deletedVisible)) return undefined;
    return reached(clock, nat.deletedAt, states.natDeleted) ? 'deleted' : 'deleting';
  }
  if (!reached(clock, nat.createdAt, states.natAvailable)) return 'pending';
  if (!nat.failure) return 'available';
  return reached(clock, nat.createdAt, states.deletedVisible) ? undefined : 'failed';
};

/** NAT gateways that hold an address and a network interface: all but failed and deleted ones. */
export const natGatewaysIn = (
  context: GatewayContext,
  where: Partial<Pick<NatGateway, 'vpcId' | 'subnetId' | 'allocationId'>>,
): NatGateway[] =>
  Object.values(natGateways(context)).filter((nat) => {
    const state = natGatewayState(context, nat);
    const holds = state === 'deleting' || (!nat.failure && (state === 'pending' || state === 'available'));
    return holds && Object.entries(where).every(([key, value]) => nat[key as keyof typeof where] === value);
  });
