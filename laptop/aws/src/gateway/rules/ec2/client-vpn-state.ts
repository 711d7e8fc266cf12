import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext } from '../../types.ts';
import { required } from './input.ts';
import type { Scope } from './inventory.ts';

/** A subnet that an endpoint has network interfaces in, with the groups that they got when they were made. */
interface TargetNetwork {
  readonly associationId: string;
  readonly subnetId: string;
  readonly groupIds: readonly string[];
}

interface VpnRoute {
  readonly destination: string;
  readonly subnetId: string;
  /** EC2 adds a route to the VPC by itself, with each association. */
  readonly origin: 'associate' | 'add-route';
}

/** A Client VPN endpoint: the emulator has none. */
export interface ClientVpn extends Scope {
  readonly id: string;
  readonly clientCidr: string;
  readonly vpcId: string;
  readonly groupIds: readonly string[];
  readonly targets: readonly TargetNetwork[];
  readonly routes: readonly VpnRoute[];
  /** What any client is let into. */
  readonly authorized: readonly string[];
}

/** By id, of all accounts. */
export const clientVpns = (context: GatewayContext): Record<string, ClientVpn> => context.state('ec2.client-vpns', () => ({}));

/** The endpoint of the caller's that a call names; throws InvalidClientVpnEndpointId.NotFound. */
export const clientVpn = (call: AwsCall, context: GatewayContext): ClientVpn => {
  const id = required(call.params, 'ClientVpnEndpointId');
  const found = clientVpns(context)[id];
  if (found?.accountId !== call.caller.accountId || found.region !== call.region) {
    throw new AwsError('InvalidClientVpnEndpointId.NotFound', `Endpoint ${id} does not exist`);
  }
  return found;
};

/** Puts an endpoint in the place of what it was. */
export const change = (context: GatewayContext, vpn: ClientVpn): void => {
  clientVpns(context)[vpn.id] = vpn;
};
