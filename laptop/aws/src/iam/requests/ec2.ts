import { type Asked, ask, field, type Input, type Requests, regional, type Table } from './asked.ts';
import { flatTags, tagKeys, tagSpecifications } from './tags.ts';

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2". */
const arn = (input: Input, type: string, id: string): string => regional(input, 'ec2', `${type}/${id || '*'}`);

/** The resource types of what a call names, by the parameter that names it. */
const NAMED: Readonly<Record<string, string>> = {
  AllocationId: 'elastic-ip',
  InternetGatewayId: 'internet-gateway',
  NatGatewayId: 'natgateway',
  RouteTableId: 'route-table',
  SubnetId: 'subnet',
  VpcId: 'vpc',
  VpcPeeringConnectionId: 'vpc-peering-connection',
  GroupId: 'security-group',
  NetworkInterfaceId: 'network-interface',
};

const named = (input: Input, parameters: readonly string[]): readonly Asked[] =>
  parameters
    .filter((parameter) => field(input, parameter) !== '')
    .flatMap((parameter) => ask(`ec2:${input.operation}`, arn(input, NAMED[parameter] ?? '', field(input, parameter))));

/** What is created has no id yet, and carries the request's tags; what it is created in has tags of its own. */
const creates =
  (type: string, ...within: readonly string[]): Requests =>
  (input) => {
    const tags = tagKeys(tagSpecifications(input)[type] ?? {});
    const tagging = { ...tags, 'ec2:CreateAction': input.operation };
    return [
      ...ask(`ec2:${input.operation}`, arn(input, type, ''), tags),
      ...named(input, within),
      ...(Object.keys(tags).length === 0 ? [] : ask('ec2:CreateTags', arn(input, type, ''), tagging)),
    ];
  };
const changes =
  (...parameters: readonly string[]): Requests =>
  (input) =>
    named(input, parameters);

const disassociate: Requests = async (input, look) => {
  const found = await look.association(input, field(input, 'AssociationId'));
  return [
    ...ask(`ec2:${input.operation}`, arn(input, 'route-table', found?.table ?? '')),
    ...(found?.subnet === undefined ? [] : ask(`ec2:${input.operation}`, arn(input, 'subnet', found.subnet))),
  ];
};

/** With the ARNs of both VPCs (Service Authorization Reference, Amazon EC2: `ec2:AccepterVpc`, `ec2:RequesterVpc`). */
const changesPeering =
  (alsoAccepter: boolean): Requests =>
  async (input, look) => {
    const id = field(input, 'VpcPeeringConnectionId');
    const both = await look.peering(input, id);
    const vpc = (side: 'accepter' | 'requester'): string =>
      `arn:aws:ec2:${input.region}:${both?.[side].accountId ?? input.accountId}:vpc/${both?.[side].vpcId ?? '*'}`;
    const keys = both && { 'ec2:AccepterVpc': vpc('accepter'), 'ec2:RequesterVpc': vpc('requester') };
    return [
      ...ask(`ec2:${input.operation}`, arn(input, 'vpc-peering-connection', id), keys),
      ...(alsoAccepter ? ask(`ec2:${input.operation}`, vpc('accepter')) : []),
    ];
  };

/** Ids tell their type: `rtb-…`. */
const BY_PREFIX: Readonly<Record<string, string>> = {
  eipalloc: 'elastic-ip',
  igw: 'internet-gateway',
  nat: 'natgateway',
  pcx: 'vpc-peering-connection',
  rtb: 'route-table',
  sg: 'security-group',
  subnet: 'subnet',
  vpc: 'vpc',
};
const createTags: Requests = (input) => {
  const ids = Object.entries(input.params).flatMap(([name, value]) => (/^ResourceId\.\d+$/.test(name) ? [String(value)] : []));
  const keys = tagKeys(flatTags(input, 'Tag'));
  return ids.flatMap((id) => ask(`ec2:${input.operation}`, arn(input, BY_PREFIX[id.split('-')[0] ?? ''] ?? '*', id), keys));
};

export const ec2: Table = {
  AllocateAddress: creates('elastic-ip'),
  CreateInternetGateway: creates('internet-gateway'),
  CreateNatGateway: creates('natgateway', 'SubnetId', 'AllocationId', 'VpcId'),
  CreateRouteTable: creates('route-table', 'VpcId'),
  CreateSecurityGroup: creates('security-group', 'VpcId'),
  CreateSubnet: creates('subnet', 'VpcId'),
  CreateVpc: creates('vpc'),
  CreateVpcPeeringConnection: creates('vpc-peering-connection', 'VpcId'),
  AcceptVpcPeeringConnection: changesPeering(true),
  AssociateRouteTable: changes('RouteTableId', 'SubnetId'),
  AttachInternetGateway: changes('InternetGatewayId', 'VpcId'),
  CreateRoute: changes('RouteTableId'),
  ReplaceRoute: changes('RouteTableId'),
  DeleteRoute: changes('RouteTableId'),
  DeleteInternetGateway: changes('InternetGatewayId'),
  DeleteNatGateway: changes('NatGatewayId'),
  DeleteNetworkInterface: changes('NetworkInterfaceId'),
  DeleteRouteTable: changes('RouteTableId'),
  DeleteSecurityGroup: changes('GroupId'),
  DeleteSubnet: changes('SubnetId'),
  DeleteVpc: changes('VpcId'),
  DeleteVpcPeeringConnection: changesPeering(false),
  RejectVpcPeeringConnection: changes('VpcPeeringConnectionId'),
  DetachInternetGateway: changes('InternetGatewayId', 'VpcId'),
  DisassociateRouteTable: disassociate,
  ModifyVpcAttribute: changes('VpcId'),
  ReleaseAddress: changes('AllocationId'),
  CreateTags: createTags,
  DeleteTags: createTags,
};

/** EC2's descriptions take no resource. */
export const isDescription = (operation: string): boolean => operation.startsWith('Describe');
