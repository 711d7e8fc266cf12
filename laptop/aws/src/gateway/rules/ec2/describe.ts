import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { elementsAt, type Fields, textAt, textsAt } from '../xml-path.ts';
import { isVisible } from './eventual.ts';
import { filters, type Input, members } from './input.ts';
import { rewriteItems } from './inventory.ts';

/** What may be asked of one Describe operation: its ids, and its filters by the path of what they compare. */
interface Description {
  readonly ids: string;
  readonly id: string;
  readonly notFound: readonly [code: string, noun: string];
  readonly filters: Readonly<Record<string, string>>;
}

const tagged = { 'tag-key': 'tagSet.item.key', 'tag-value': 'tagSet.item.value' };

export const DESCRIPTIONS: Readonly<Record<string, Description>> = {
  DescribeVpcs: {
    ids: 'VpcId',
    id: 'vpcId',
    notFound: ['InvalidVpcID.NotFound', 'vpc ID'],
    filters: {
      ...tagged,
      cidr: 'cidrBlock',
      'cidr-block-association.cidr-block': 'cidrBlock',
      'dhcp-options-id': 'dhcpOptionsId',
      'is-default': 'isDefault',
      'owner-id': 'ownerId',
      state: 'state',
      'vpc-id': 'vpcId',
    },
  },
  DescribeSubnets: {
    ids: 'SubnetId',
    id: 'subnetId',
    notFound: ['InvalidSubnetID.NotFound', 'subnet ID'],
    filters: {
      ...tagged,
      'availability-zone': 'availabilityZone',
      'availability-zone-id': 'availabilityZoneId',
      'cidr-block': 'cidrBlock',
      'default-for-az': 'defaultForAz',
      'map-public-ip-on-launch': 'mapPublicIpOnLaunch',
      'owner-id': 'ownerId',
      state: 'state',
      'subnet-id': 'subnetId',
      'vpc-id': 'vpcId',
    },
  },
  DescribeInternetGateways: {
    ids: 'InternetGatewayId',
    id: 'internetGatewayId',
    notFound: ['InvalidInternetGatewayID.NotFound', 'internetGateway ID'],
    filters: {
      ...tagged,
      'attachment.state': 'attachmentSet.item.state',
      'attachment.vpc-id': 'attachmentSet.item.vpcId',
      'internet-gateway-id': 'internetGatewayId',
      'owner-id': 'ownerId',
    },
  },
  DescribeRouteTables: {
    ids: 'RouteTableId',
    id: 'routeTableId',
    notFound: ['InvalidRouteTableID.NotFound', 'routeTable ID'],
    filters: {
      ...tagged,
      'association.main': 'associationSet.item.main',
      'association.route-table-association-id': 'associationSet.item.routeTableAssociationId',
      'association.route-table-id': 'associationSet.item.routeTableId',
      'association.subnet-id': 'associationSet.item.subnetId',
      'owner-id': 'ownerId',
      'route-table-id': 'routeTableId',
      'route.destination-cidr-block': 'routeSet.item.destinationCidrBlock',
      'route.gateway-id': 'routeSet.item.gatewayId',
      'route.nat-gateway-id': 'routeSet.item.natGatewayId',
      'route.state': 'routeSet.item.state',
      'route.vpc-peering-connection-id': 'routeSet.item.vpcPeeringConnectionId',
      'vpc-id': 'vpcId',
    },
  },
  DescribeNatGateways: {
    ids: 'NatGatewayId',
    id: 'natGatewayId',
    notFound: ['NatGatewayNotFound', 'NAT gateway'],
    filters: {
      ...tagged,
      'nat-gateway-id': 'natGatewayId',
      state: 'state',
      'subnet-id': 'subnetId',
      'vpc-id': 'vpcId',
    },
  },
  DescribeAddresses: {
    ids: 'AllocationId',
    id: 'allocationId',
    notFound: ['InvalidAllocationID.NotFound', 'allocation ID'],
    filters: {
      ...tagged,
      'allocation-id': 'allocationId',
      'association-id': 'associationId',
      domain: 'domain',
      'instance-id': 'instanceId',
      'network-interface-id': 'networkInterfaceId',
      'private-ip-address': 'privateIpAddress',
      'public-ip': 'publicIp',
    },
  },
  DescribeVpcPeeringConnections: {
    ids: 'VpcPeeringConnectionId',
    id: 'vpcPeeringConnectionId',
    notFound: ['InvalidVpcPeeringConnectionID.NotFound', 'vpcPeeringConnection ID'],
    filters: {
      ...tagged,
      'accepter-vpc-info.cidr-block': 'accepterVpcInfo.cidrBlock',
      'accepter-vpc-info.owner-id': 'accepterVpcInfo.ownerId',
      'accepter-vpc-info.vpc-id': 'accepterVpcInfo.vpcId',
      'requester-vpc-info.cidr-block': 'requesterVpcInfo.cidrBlock',
      'requester-vpc-info.owner-id': 'requesterVpcInfo.ownerId',
      'requester-vpc-info.vpc-id': 'requesterVpcInfo.vpcId',
      'status-code': 'status.code',
      'status-message': 'status.message',
      'vpc-peering-connection-id': 'vpcPeeringConnectionId',
    },
  },
  DescribeSecurityGroups: {
    ids: 'GroupId',
    id: 'groupId',
    notFound: ['InvalidGroup.NotFound', 'security group'],
    filters: {
      ...tagged,
      description: 'groupDescription',
      'group-id': 'groupId',
      'group-name': 'groupName',
      'owner-id': 'ownerId',
      'vpc-id': 'vpcId',
    },
  },
};

/** `*` is any text, `?` one character, as in every EC2 filter. */
const matches = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(value);

const valuesFor = (item: Fields, filter: string, description: Description): string[] => {
  if (filter.startsWith('tag:')) {
    const key = filter.slice(4);
    return elementsAt(item, 'tagSet.item')
      .filter((tag) => textAt(tag, 'key') === key)
      .map((tag) => textAt(tag, 'value'));
  }
  const path = description.filters[filter];
  if (path === undefined) throw new AwsError('InvalidParameterValue', `The filter '${filter}' is invalid`);
  return textsAt(item, path);
};

/** The resources that a Describe call asks for, by id and by filter. Throws NotFound for an unknown id, InvalidParameterValue for an unknown filter. */
export const select = (context: GatewayContext, all: readonly Fields[], operation: string, input: Input): Fields[] => {
  const description = DESCRIPTIONS[operation];
  if (description === undefined) return [...all];
  const items = all.filter((item) => isVisible(context, textAt(item, description.id)));
  const ids = members(input, description.ids);
  for (const id of ids) {
    const [code, noun] = description.notFound;
    if (!items.some((item) => textAt(item, description.id) === id)) throw new AwsError(code, `The ${noun} '${id}' does not exist`);
  }
  const wanted = filters(input);
  // An unknown filter is refused even where there is nothing to filter.
  for (const { name } of wanted) valuesFor({}, name, description);
  return items.filter(
    (item) =>
      (ids.length === 0 || ids.includes(textAt(item, description.id))) &&
      wanted.every(({ name, values }) =>
        valuesFor(item, name, description).some((value) => values.some((pattern) => matches(pattern, value))),
      ),
  );
};

export const describeRules: readonly Rule[] = [
  {
    name: 'ec2-filters',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html',
    service: 'ec2',
    operations: ['DescribeVpcs', 'DescribeSubnets', 'DescribeInternetGateways', 'DescribeRouteTables', 'DescribeSecurityGroups'],
    after: (call, result, context) => rewriteItems(call.operation, result, (items) => select(context, items, call.operation, call.params)),
  },
];
