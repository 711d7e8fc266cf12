import {
  DeleteInternetGatewayCommand,
  DeleteNetworkInterfaceCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  EC2Client,
  type NetworkInterface,
  paginateDescribeInternetGateways,
  paginateDescribeNetworkInterfaces,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { codeOf, isCode, Wait } from '@tenantry/shared/failure/errors';
import { type AccountInRegion, foundIn, type Leftover, type Lister } from './leftover.ts';

const DEFAULT_VPC = "part of AWS's default VPC, which costs nothing";

const INTERNET_GATEWAY = 'EC2 internet gateway';
const NETWORK_INTERFACE = 'EC2 network interface';
const ROUTE_TABLE = 'EC2 route table';
const SECURITY_GROUP = 'EC2 security group';
const SUBNET = 'EC2 subnet';
const VPC = 'EC2 VPC';

/**
 * Lambda deletes a function's interfaces as the function's role, which is denied everything in quarantine and may be gone (Lambda developer
 * guide, "Giving Lambda functions access to resources in an Amazon VPC"). They carry no tag: their VPC says whose they are.
 */
const isLambdas = ({ Description }: NetworkInterface): boolean => Description?.startsWith('AWS Lambda VPC ENI') ?? false;

/** Lists the default VPC and its parts, and leaves out what goes with its VPC: main route table and default group. */
const list = async (place: AccountInRegion): Promise<readonly Leftover[]> => {
  const paginator = { client: place.client(EC2Client) };
  const [vpcs, subnets, tables, groups, gateways, interfaces, endpoints] = await Promise.all([
    collect(paginateDescribeVpcs(paginator, {}), (page) => page.Vpcs),
    collect(paginateDescribeSubnets(paginator, {}), (page) => page.Subnets),
    collect(paginateDescribeRouteTables(paginator, {}), (page) => page.RouteTables),
    collect(paginateDescribeSecurityGroups(paginator, {}), (page) => page.SecurityGroups),
    collect(paginateDescribeInternetGateways(paginator, {}), (page) => page.InternetGateways),
    collect(paginateDescribeNetworkInterfaces(paginator, {}), (page) => page.NetworkInterfaces),
    collect(paginateDescribeVpcEndpoints(paginator, {}), (page) => page.VpcEndpoints),
  ]);
  const defaults = new Set(vpcs.flatMap(({ IsDefault, VpcId }) => (IsDefault ? [VpcId] : [])));
  const tenants = new Set(vpcs.flatMap(({ Tags, VpcId }) => (hasTag(place, Tags) ? [VpcId] : [])));
  const part = (
    type: string,
    id: string | undefined,
    tags: Parameters<typeof hasTag>[1],
    vpcId: string | undefined,
    isDefaultPart = true,
  ) => foundIn(place, type)(id, hasTag(place, tags), isDefaultPart && defaults.has(vpcId) && DEFAULT_VPC);
  const ownTables = tables.filter(({ Associations, VpcId }) => defaults.has(VpcId) || !Associations?.some(({ Main }) => Main));
  const ownGroups = groups.filter(({ GroupName, VpcId }) => defaults.has(VpcId) || GroupName !== 'default');
  return [
    ...interfaces.map((one) => {
      const isTenants = hasTag(place, one.TagSet) || (isLambdas(one) && tenants.has(one.VpcId));
      return foundIn(place, NETWORK_INTERFACE)(one.NetworkInterfaceId, isTenants, false);
    }),
    ...endpoints.map((one) => part('EC2 VPC endpoint', one.VpcEndpointId, one.Tags, one.VpcId, false)),
    ...gateways.map((one) => part(INTERNET_GATEWAY, one.InternetGatewayId, one.Tags, one.Attachments?.[0]?.VpcId)),
    ...subnets.map((one) => part(SUBNET, one.SubnetId, one.Tags, one.VpcId, one.DefaultForAz !== false)),
    ...ownTables.map((one) =>
      part(ROUTE_TABLE, one.RouteTableId, one.Tags, one.VpcId, one.Associations?.some(({ Main }) => Main) === true),
    ),
    ...ownGroups.map((one) => part(SECURITY_GROUP, one.GroupId, one.Tags, one.VpcId, one.GroupName === 'default')),
    ...vpcs.map((one) => part(VPC, one.VpcId, one.Tags, one.VpcId)),
  ];
};

/** EC2 says of an attached interface that the value is invalid, or the interface in use (EC2 API reference, "Error codes"). */
const deleteNetworkInterface = async (place: AccountInRegion, NetworkInterfaceId: string): Promise<void> => {
  try {
    await place.client(EC2Client).send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
  } catch (error) {
    if (!isCode(error, 'InvalidParameterValue', 'InvalidNetworkInterface.InUse')) throw error;
    throw new Wait(15, `Lambda to detach network interface ${NetworkInterfaceId} (EC2 DeleteNetworkInterface: ${codeOf(error)})`);
  }
};

const detachInternetGateway = async (place: AccountInRegion, InternetGatewayId: string): Promise<void> => {
  const client = place.client(EC2Client);
  const [found] = await collect(
    paginateDescribeInternetGateways({ client }, { InternetGatewayIds: [InternetGatewayId] }),
    (page) => page.InternetGateways,
  );
  for (const { VpcId } of found?.Attachments ?? []) await client.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
};
const disassociateRouteTable = async (place: AccountInRegion, RouteTableId: string): Promise<void> => {
  const client = place.client(EC2Client);
  const [found] = await collect(paginateDescribeRouteTables({ client }, { RouteTableIds: [RouteTableId] }), (page) => page.RouteTables);
  for (const { RouteTableAssociationId } of found?.Associations ?? []) {
    await client.send(new DisassociateRouteTableCommand({ AssociationId: RouteTableAssociationId }));
  }
};

/** A VPC and its parts, in the order in which EC2 releases them. */
export const vpcs: Lister = {
  service: 'EC2 VPCs',
  finds: [
    'AWS::EC2::VPC',
    'AWS::EC2::Subnet',
    'AWS::EC2::RouteTable',
    'AWS::EC2::InternetGateway',
    'AWS::EC2::NetworkInterface',
    'AWS::EC2::SecurityGroup',
  ],
  list,
  remove: async (place, { type, id }) => {
    const client = place.client(EC2Client);
    if (type === INTERNET_GATEWAY) {
      await detachInternetGateway(place, id);
      await client.send(new DeleteInternetGatewayCommand({ InternetGatewayId: id }));
    } else if (type === ROUTE_TABLE) {
      await disassociateRouteTable(place, id);
      await client.send(new DeleteRouteTableCommand({ RouteTableId: id }));
    } else if (type === NETWORK_INTERFACE) await deleteNetworkInterface(place, id);
    else if (type === SUBNET) await client.send(new DeleteSubnetCommand({ SubnetId: id }));
    else if (type === SECURITY_GROUP) await client.send(new DeleteSecurityGroupCommand({ GroupId: id }));
    else if (type === VPC) await client.send(new DeleteVpcCommand({ VpcId: id }));
    else throw new Error(`${type} ${id} is not the product's: whoever made it removes it`);
  },
};
