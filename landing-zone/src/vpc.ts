import { blockAt, prefixOf } from '@tenantry/shared/domain/cidr';
import { CELL_TAG } from '@tenantry/shared/domain/names';
import { type Resources, ref, tags } from './template.ts';

export interface VpcOptions {
  /** Prefix of the logical ids, e.g. `CellA`. */
  readonly id: string;
  readonly name: string;
  readonly deployment: string;
  readonly cidr: string;
  /** One subnet of each kind per zone; every kind has its own route table. */
  readonly zoneIds: readonly string[];
  readonly kinds: readonly string[];
  /** The cell whose tenants are peered with it, and the kind of subnets that they reach: only the table of these may lead to tenants. */
  readonly peered?: { readonly cell: string; readonly kind: string };
}

/** Sixteen subnets fit into a VPC; AWS wants them between /28 and /16 (VPC User Guide, "Subnet CIDR blocks"). */
const SUBNET_BITS = 4;

export const vpcId = (id: string): string => `${id}Vpc`;
export const routeTableId = (id: string, kind: string): string => `${id}${kind}Routes`;
export const subnetId = (id: string, kind: string, zone: number): string => `${id}${kind}${zone}`;
export const subnetRefs = ({ id, zoneIds }: VpcOptions, kind: string) => zoneIds.map((_, zone) => ref(subnetId(id, kind, zone)));

const subnetPrefix = (cidr: string): number => Math.min(28, prefixOf(cidr) + SUBNET_BITS);

/**
 * The range that holds the subnets of one kind, and no others: they lie side by side, a power of two of them.
 * @throws Error when the VPC has no such subnets
 */
export const kindCidr = ({ cidr, zoneIds, kinds }: VpcOptions, kind: string): string => {
  const index = kinds.indexOf(kind);
  if (index < 0) throw new Error(`the VPC ${cidr} has no subnets of kind ${kind}`);
  return blockAt(cidr, subnetPrefix(cidr) - Math.log2(zoneIds.length), index);
};

/** A VPC with subnets and route tables; routes are added by who needs them. */
export const vpc = (options: VpcOptions): Resources => {
  const { id, name, deployment, cidr, zoneIds, kinds, peered } = options;
  const cellTag = peered ? [{ Key: CELL_TAG, Value: peered.cell }] : [];
  const prefix = subnetPrefix(cidr);
  const resources: Record<string, Resources[string]> = {
    [vpcId(id)]: {
      Type: 'AWS::EC2::VPC',
      Properties: { CidrBlock: cidr, EnableDnsSupport: true, EnableDnsHostnames: true, Tags: [...tags(deployment, name), ...cellTag] },
    },
  };
  for (const [k, kind] of kinds.entries()) {
    const routes = routeTableId(id, kind);
    resources[routes] = {
      Type: 'AWS::EC2::RouteTable',
      Properties: {
        VpcId: ref(vpcId(id)),
        Tags: [...tags(deployment, `${name}-${kind.toLowerCase()}`), ...(kind === peered?.kind ? cellTag : [])],
      },
    };
    for (const [zone, zoneId] of zoneIds.entries()) {
      const subnet = subnetId(id, kind, zone);
      resources[subnet] = {
        Type: 'AWS::EC2::Subnet',
        Properties: {
          VpcId: ref(vpcId(id)),
          AvailabilityZoneId: zoneId,
          CidrBlock: blockAt(cidr, prefix, k * zoneIds.length + zone),
          MapPublicIpOnLaunch: false,
          Tags: tags(deployment, `${name}-${kind.toLowerCase()}-${zoneId}`),
        },
      };
      resources[`${subnet}Association`] = {
        Type: 'AWS::EC2::SubnetRouteTableAssociation',
        Properties: { SubnetId: ref(subnet), RouteTableId: ref(routes) },
      };
    }
  }
  return resources;
};

/** A way out for private subnets: internet gateway, one NAT gateway in the first public subnet, default routes. */
export const internetAccess = ({ id, name, deployment }: VpcOptions, publicKind: string, privateKinds: readonly string[]): Resources => {
  const route = (kind: string, target: object) => ({
    Type: 'AWS::EC2::Route',
    DependsOn: `${id}GatewayAttachment`,
    Properties: { RouteTableId: ref(routeTableId(id, kind)), DestinationCidrBlock: '0.0.0.0/0', ...target },
  });
  return {
    [`${id}Gateway`]: { Type: 'AWS::EC2::InternetGateway', Properties: { Tags: tags(deployment, name) } },
    [`${id}GatewayAttachment`]: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Properties: { VpcId: ref(vpcId(id)), InternetGatewayId: ref(`${id}Gateway`) },
    },
    [`${id}${publicKind}DefaultRoute`]: route(publicKind, { GatewayId: ref(`${id}Gateway`) }),
    [`${id}NatAddress`]: {
      Type: 'AWS::EC2::EIP',
      DependsOn: `${id}GatewayAttachment`,
      Properties: { Domain: 'vpc', Tags: tags(deployment, name) },
    },
    [`${id}Nat`]: {
      Type: 'AWS::EC2::NatGateway',
      Properties: {
        AllocationId: { 'Fn::GetAtt': [`${id}NatAddress`, 'AllocationId'] },
        SubnetId: ref(subnetId(id, publicKind, 0)),
        Tags: tags(deployment, name),
      },
    },
    ...Object.fromEntries(privateKinds.map((kind) => [`${id}${kind}DefaultRoute`, route(kind, { NatGatewayId: ref(`${id}Nat`) })])),
  };
};
