import { DescribeNatGatewaysCommand, type NatGateway } from '@aws-sdk/client-ec2';
import { ours } from './ec2.ts';
import type { Scope } from './scope.ts';

/** The tenant's NAT gateways; deleted and failed ones stay visible for about an hour (VPC User Guide, "Delete a NAT gateway"). */
export const natGatewaysOf = async (scope: Scope): Promise<readonly NatGateway[]> =>
  (await scope.ec2.send(new DescribeNatGatewaysCommand({ Filter: ours(scope) }))).NatGateways ?? [];

export const isAlive = ({ State }: NatGateway): boolean => State === 'pending' || State === 'available';

/** One of them; undefined while EC2 does not show it yet. */
export const natGatewayWith = async ({ ec2 }: Scope, natGatewayId: string): Promise<NatGateway | undefined> => {
  const Filter = [{ Name: 'nat-gateway-id', Values: [natGatewayId] }];
  return (await ec2.send(new DescribeNatGatewaysCommand({ Filter }))).NatGateways?.[0];
};
