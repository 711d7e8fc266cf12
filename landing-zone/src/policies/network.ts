import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** Networking account: accept peerings with the hubs and route to them. */
export const accountPolicy: readonly Statement[] = [
  // Describe actions have no resource types (Service Authorization Reference, Amazon EC2).
  allow(['ec2:DescribeRouteTables', 'ec2:DescribeVpcPeeringConnections'], '*'),
  allow(
    ['ec2:AcceptVpcPeeringConnection', 'ec2:DeleteVpcPeeringConnection'],
    ['arn:aws:ec2:*:*:vpc/*', 'arn:aws:ec2:*:*:vpc-peering-connection/*'],
  ),
  allow(['ec2:CreateRoute', 'ec2:DeleteRoute', 'ec2:ReplaceRoute'], 'arn:aws:ec2:*:*:route-table/*'),
  allow('ec2:CreateTags', 'arn:aws:ec2:*:*:vpc-peering-connection/*'),
];

/** Tenant account: the tenant's network. The account holds nothing but the tenant's own. */
export const tenantPolicy: readonly Statement[] = [
  // Describe actions have no resource types (Service Authorization Reference, Amazon EC2).
  allow(
    [
      'ec2:DescribeAddresses',
      'ec2:DescribeInternetGateways',
      'ec2:DescribeNatGateways',
      'ec2:DescribeNetworkInterfaces',
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
      'ec2:AssociateRouteTable',
      'ec2:AttachInternetGateway',
      'ec2:CreateInternetGateway',
      'ec2:CreateNatGateway',
      'ec2:CreateRoute',
      'ec2:CreateRouteTable',
      'ec2:CreateSubnet',
      'ec2:CreateTags',
      'ec2:CreateVpc',
      'ec2:CreateVpcPeeringConnection',
      'ec2:DeleteInternetGateway',
      'ec2:DeleteNatGateway',
      'ec2:DeleteRoute',
      'ec2:DeleteRouteTable',
      'ec2:DeleteSubnet',
      'ec2:DeleteVpc',
      'ec2:DeleteVpcPeeringConnection',
      'ec2:DetachInternetGateway',
      'ec2:DisassociateRouteTable',
      'ec2:ModifySubnetAttribute',
      'ec2:ModifyVpcAttribute',
      'ec2:ReleaseAddress',
      'ec2:ReplaceRoute',
    ],
    [
      'arn:aws:ec2:*:*:elastic-ip/*',
      'arn:aws:ec2:*:*:internet-gateway/*',
      'arn:aws:ec2:*:*:natgateway/*',
      'arn:aws:ec2:*:*:route-table/*',
      'arn:aws:ec2:*:*:subnet/*',
      'arn:aws:ec2:*:*:vpc-peering-connection/*',
      'arn:aws:ec2:*:*:vpc/*',
    ],
  ),
];
