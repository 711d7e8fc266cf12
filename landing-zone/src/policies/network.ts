import type { Config } from '@tenantry/shared/deployment/config';
import { CELL_TAG, DEPLOYMENT_TAG, TENANT_TAG } from '@tenantry/shared/domain/names';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

const resources = (...types: readonly string[]): readonly string[] => types.map((type) => `arn:aws:ec2:*:*:${type}/*`);
const OWNED = resources('vpc', 'subnet', 'internet-gateway', 'elastic-ip', 'natgateway', 'route-table', 'vpc-peering-connection');
const isCells = (deployment: string) => ({
  StringEquals: { [`aws:ResourceTag/${DEPLOYMENT_TAG}`]: deployment },
  StringLike: { [`aws:ResourceTag/${CELL_TAG}`]: '?*' },
});
const isTenants = { StringLike: { [`aws:ResourceTag/${TENANT_TAG}`]: '?*' } };

/** Builds and the VPN reach the database by peerings that stacks request, from these accounts: nobody else accepts or deletes them. */
const notStacks = ({ networking, superAdmin, devops }: Config['accounts']) => ({
  ArnNotLike: { 'ec2:RequesterVpc': [networking, superAdmin, devops].map((account) => `arn:aws:ec2:*:${account}:vpc/*`) },
});

/** The other side of a peering: the networking account's role, and the network function's own in the super-admin account. */
export const accountPolicy = (deployment: string, accounts: Config['accounts']): readonly Statement[] => [
  // Describe actions have no resource types (Service Authorization Reference, Amazon EC2).
  allow(['ec2:DescribeRouteTables', 'ec2:DescribeVpcPeeringConnections', 'ec2:DescribeVpcs'], '*'),
  // The requester's tags are not seen on this side: the step compares the requester with the tenant.
  allow('ec2:AcceptVpcPeeringConnection', resources('vpc-peering-connection'), notStacks(accounts)),
  // Only into the VPCs of this deployment's cells, and only in the tables that lead to tenants: not that of the functions, not the VPN's.
  allow('ec2:AcceptVpcPeeringConnection', resources('vpc'), isCells(deployment)),
  allow(['ec2:CreateRoute', 'ec2:DeleteRoute', 'ec2:ReplaceRoute'], resources('route-table'), isCells(deployment)),
  // Where somebody has closed the tenant's account, only this side can delete the peering.
  allow('ec2:DeleteVpcPeeringConnection', resources('vpc-peering-connection'), notStacks(accounts)),
];

/** Tenant account: builds the tenant's network, and touches nothing that lacks the tenant's tag. */
export const tenantPolicy: readonly Statement[] = [
  // Describe actions have no resource types (Service Authorization Reference, Amazon EC2).
  allow(
    [
      'ec2:DescribeAddresses',
      'ec2:DescribeAvailabilityZones',
      'ec2:DescribeInternetGateways',
      'ec2:DescribeNatGateways',
      'ec2:DescribeRouteTables',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcPeeringConnections',
      'ec2:DescribeVpcs',
    ],
    '*',
  ),
  allow(
    [
      'ec2:AllocateAddress',
      'ec2:CreateInternetGateway',
      'ec2:CreateNatGateway',
      'ec2:CreateRouteTable',
      'ec2:CreateSubnet',
      'ec2:CreateVpc',
      'ec2:CreateVpcPeeringConnection',
    ],
    OWNED,
    { StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: '?*' } },
  ),
  // Only while creating: nobody tags what is there and makes it the tenant's.
  allow('ec2:CreateTags', OWNED, { StringLike: { 'ec2:CreateAction': '?*' } }),
  allow(
    [
      'ec2:AssociateRouteTable',
      'ec2:AttachInternetGateway',
      'ec2:CreateNatGateway',
      'ec2:CreateRoute',
      'ec2:CreateRouteTable',
      'ec2:CreateSubnet',
      'ec2:DeleteInternetGateway',
      'ec2:DeleteNatGateway',
      'ec2:DeleteRoute',
      'ec2:DeleteRouteTable',
      'ec2:DeleteSubnet',
      'ec2:DeleteVpc',
      'ec2:DeleteVpcPeeringConnection',
      'ec2:DetachInternetGateway',
      'ec2:DisassociateRouteTable',
      'ec2:ModifyVpcAttribute',
      'ec2:ReleaseAddress',
      'ec2:ReplaceRoute',
    ],
    OWNED,
    isTenants,
  ),
  // Both VPCs, of which the other account's shows no tags here.
  allow('ec2:CreateVpcPeeringConnection', resources('vpc')),
];
