import type { Rule } from '../../types.ts';
import { readRule } from './client-vpn-rule.ts';
import { clientVpn, clientVpns } from './client-vpn-state.ts';

/** What stands of Client VPN, in the words of the API. */
export const clientVpnReadRules: readonly Rule[] = [
  readRule('DescribeClientVpnEndpoints', (call, context) => ({
    clientVpnEndpoint: {
      item: Object.values(clientVpns(context))
        .filter(({ accountId, region }) => accountId === call.caller.accountId && region === call.region)
        .map(({ id, clientCidr, vpcId, groupIds, targets }) => ({
          clientVpnEndpointId: id,
          status: { code: targets.length > 0 ? 'available' : 'pending-associate' },
          clientCidrBlock: clientCidr,
          splitTunnel: 'true',
          vpcId,
          securityGroupIdSet: { item: groupIds },
        })),
    },
  })),
  readRule('DescribeClientVpnTargetNetworks', (call, context) => {
    const { id, vpcId, targets } = clientVpn(call, context);
    const item = targets.map(({ associationId, subnetId, groupIds }) => ({
      associationId,
      vpcId,
      targetNetworkId: subnetId,
      clientVpnEndpointId: id,
      status: { code: 'associated' },
      securityGroups: { item: groupIds },
    }));
    return { clientVpnTargetNetworks: { item } };
  }),
  readRule('DescribeClientVpnRoutes', (call, context) => {
    const { id, routes } = clientVpn(call, context);
    const item = routes.map(({ destination, subnetId, origin }) => ({
      clientVpnEndpointId: id,
      destinationCidr: destination,
      targetSubnet: subnetId,
      type: 'Nat',
      origin,
      status: { code: 'active' },
    }));
    return { routes: { item } };
  }),
  readRule('DescribeClientVpnAuthorizationRules', (call, context) => {
    const { id, authorized } = clientVpn(call, context);
    const item = authorized.map((cidr) => ({
      clientVpnEndpointId: id,
      accessAll: 'true',
      destinationCidr: cidr,
      status: { code: 'active' },
    }));
    return { authorizationRule: { item } };
  }),
];
