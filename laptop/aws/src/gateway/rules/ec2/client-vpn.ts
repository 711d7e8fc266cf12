import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { textAt } from '../xml-path.ts';
import { type Block, overlaps, parseBlock } from './cidr.ts';
import { type Answer, endpointRule } from './client-vpn-rule.ts';
import { type ClientVpn, change, clientVpn, clientVpns } from './client-vpn-state.ts';
import { field, members, required } from './input.ts';
import { describe, findVpc, inVpc, resourceId, scopeOf } from './inventory.ts';

/** "Client VPN Administrator Guide", rules and best practices. */
const RULES = 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is-best-practices.html';
/** The smallest subnet that an endpoint may be associated with. */
const MAX_TARGET_PREFIX = 27;

const blockOf = (cidr: string): Block => {
  const parsed = parseBlock(cidr);
  if (!parsed) throw new AwsError('InvalidParameterValue', `CIDR block ${cidr} is malformed`);
  return parsed;
};

const refuseOverlap = ({ clientCidr }: Pick<ClientVpn, 'clientCidr'>, cidr: string): void => {
  if (!overlaps(blockOf(clientCidr), blockOf(cidr))) return;
  throw new AwsError('InvalidParameterValue', `CIDR block ${cidr} overlaps with the client CIDR ${clientCidr}`);
};

const create: Answer = async (call, context) => {
  const { params } = call;
  const clientCidr = required(params, 'ClientCidrBlock');
  const { prefix } = blockOf(clientCidr);
  if (prefix < 12 || prefix > 22) {
    throw new AwsError('InvalidParameterValue', `Client CIDR block ${clientCidr} must have a size between /12 and /22`);
  }
  const vpcId = required(params, 'VpcId');
  const vpc = await findVpc(context, scopeOf(call), vpcId);
  refuseOverlap({ clientCidr }, textAt(vpc, 'cidrBlock'));
  const groupIds = members(params, 'SecurityGroupId');
  const groups = (await describe(context, scopeOf(call), 'DescribeSecurityGroups')).filter(inVpc(vpcId));
  for (const id of groupIds) {
    if (!groups.some((group) => textAt(group, 'groupId') === id)) {
      throw new AwsError('InvalidSecurityGroupID.NotFound', `The security group '${id}' does not exist in ${vpcId}`);
    }
  }
  const id = resourceId('cvpn-endpoint');
  change(context, { ...scopeOf(call), id, clientCidr, vpcId, groupIds, targets: [], routes: [], authorized: [] });
  return { clientVpnEndpointId: id, status: { code: 'pending-associate' }, dnsName: `*.${id}.prod.clientvpn.${call.region}.amazonaws.com` };
};

const remove: Answer = (call, context) => {
  const vpn = clientVpn(call, context);
  if (vpn.targets.length > 0) throw new AwsError('OperationNotPermitted', `Endpoint ${vpn.id} has associated target networks`);
  delete clientVpns(context)[vpn.id];
  return { status: { code: 'deleting' } };
};

const associate: Answer = async (call, context) => {
  const vpn = clientVpn(call, context);
  const subnetId = required(call.params, 'SubnetId');
  const subnets = await describe(context, scopeOf(call), 'DescribeSubnets');
  const find = (id: string) => subnets.find((one) => textAt(one, 'subnetId') === id) ?? {};
  const subnet = find(subnetId);
  const zone = textAt(subnet, 'availabilityZoneId');
  if (textAt(subnet, 'vpcId') !== vpn.vpcId) throw new AwsError('InvalidSubnetID.NotFound', `${subnetId} is no subnet of ${vpn.vpcId}`);
  if (blockOf(textAt(subnet, 'cidrBlock')).prefix > MAX_TARGET_PREFIX) {
    throw new AwsError('InvalidParameterValue', `The subnet ${subnetId} must have a CIDR block of at least /${MAX_TARGET_PREFIX}`);
  }
  if (vpn.targets.some((target) => textAt(find(target.subnetId), 'availabilityZoneId') === zone)) {
    throw new AwsError('InvalidClientVpnDuplicateAssociationException', `Endpoint ${vpn.id} has a subnet in ${zone} already`);
  }
  const associationId = resourceId('cvpn-assoc');
  const vpc = await findVpc(context, scopeOf(call), vpn.vpcId);
  change(context, {
    ...vpn,
    targets: [...vpn.targets, { associationId, subnetId, groupIds: vpn.groupIds }],
    routes: [...vpn.routes, { destination: textAt(vpc, 'cidrBlock'), subnetId, origin: 'associate' }],
  });
  return { associationId, status: { code: 'associating' } };
};

const disassociate: Answer = (call, context) => {
  const vpn = clientVpn(call, context);
  const associationId = required(call.params, 'AssociationId');
  const target = vpn.targets.find((one) => one.associationId === associationId);
  if (!target) throw new AwsError('InvalidClientVpnAssociationId.NotFound', `Association ${associationId} does not exist`);
  change(context, {
    ...vpn,
    targets: vpn.targets.filter((one) => one !== target),
    // They go with the subnet that they lead through.
    routes: vpn.routes.filter(({ subnetId }) => subnetId !== target.subnetId),
  });
  return { associationId, status: { code: 'disassociating' } };
};

const addRoute: Answer = (call, context) => {
  const vpn = clientVpn(call, context);
  const destination = required(call.params, 'DestinationCidrBlock');
  const subnetId = required(call.params, 'TargetVpcSubnetId');
  refuseOverlap(vpn, destination);
  if (!vpn.targets.some((target) => target.subnetId === subnetId)) {
    throw new AwsError('InvalidClientVpnActiveAssociationNotFound', `${subnetId} is not associated with ${vpn.id}`);
  }
  if (vpn.routes.some((route) => route.destination === destination && route.subnetId === subnetId)) {
    throw new AwsError('InvalidClientVpnDuplicateRoute', 'Route already exists');
  }
  change(context, { ...vpn, routes: [...vpn.routes, { destination, subnetId, origin: 'add-route' }] });
  return { status: { code: 'creating' } };
};

const deleteRoute: Answer = (call, context) => {
  const vpn = clientVpn(call, context);
  const destination = required(call.params, 'DestinationCidrBlock');
  const subnetId = field(call.params, 'TargetVpcSubnetId');
  const route = vpn.routes.find((one) => one.destination === destination && one.subnetId === subnetId && one.origin === 'add-route');
  if (!route) throw new AwsError('InvalidClientVpnRouteNotFound', `Route ${destination} does not exist`);
  change(context, { ...vpn, routes: vpn.routes.filter((one) => one !== route) });
  return { status: { code: 'deleting' } };
};

const authorizeIngress: Answer = (call, context) => {
  const vpn = clientVpn(call, context);
  const cidr = required(call.params, 'TargetNetworkCidr');
  blockOf(cidr);
  if (field(call.params, 'AuthorizeAllGroups') !== 'true') {
    throw new AwsError('MissingParameter', 'You must specify either access-group-id or authorize-all-groups');
  }
  if (vpn.authorized.includes(cidr)) {
    throw new AwsError('InvalidClientVpnDuplicateAuthorizationRule', `An authorization rule for ${cidr} already exists`);
  }
  change(context, { ...vpn, authorized: [...vpn.authorized, cidr] });
  return { status: { code: 'authorizing' } };
};

const revokeIngress: Answer = (call, context) => {
  const vpn = clientVpn(call, context);
  const cidr = required(call.params, 'TargetNetworkCidr');
  if (!vpn.authorized.includes(cidr)) throw new AwsError('InvalidClientVpnEndpointAuthorizationRuleNotFound', `No rule for ${cidr}`);
  change(context, { ...vpn, authorized: vpn.authorized.filter((one) => one !== cidr) });
  return { status: { code: 'revoking' } };
};

export const clientVpnRules: readonly Rule[] = [
  endpointRule('CreateClientVpnEndpoint', create, RULES),
  endpointRule('DeleteClientVpnEndpoint', remove),
  endpointRule('AssociateClientVpnTargetNetwork', associate, RULES),
  endpointRule('DisassociateClientVpnTargetNetwork', disassociate),
  endpointRule('CreateClientVpnRoute', addRoute),
  endpointRule('DeleteClientVpnRoute', deleteRoute),
  endpointRule('AuthorizeClientVpnIngress', authorizeIngress),
  endpointRule('RevokeClientVpnIngress', revokeIngress),
];
