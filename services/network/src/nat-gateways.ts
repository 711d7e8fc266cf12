import { CreateNatGatewayCommand, EC2Client, type NatGateway, paginateDescribeNatGateways } from '@aws-sdk/client-ec2';
import { collect } from '@tenantry/shared/aws/pages';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { ours, tagged } from './ec2.ts';
import type { Scope } from './scope.ts';

/** The tenant's NAT gateways; deleted and failed ones stay visible for about an hour (VPC User Guide, "Delete a NAT gateway"). */
export const natGatewaysOf = (scope: Scope): Promise<readonly NatGateway[]> =>
  collect(paginateDescribeNatGateways({ client: scope.tenant(EC2Client) }, { Filter: ours(scope) }), ({ NatGateways }) => NatGateways);

export const isAlive = ({ State }: NatGateway): boolean => State === 'pending' || State === 'available';

/** The one that was created last. */
export const newestOf = (gateways: readonly NatGateway[]): NatGateway | undefined =>
  gateways.toSorted((a, b) => (a.CreateTime?.getTime() ?? 0) - (b.CreateTime?.getTime() ?? 0)).at(-1);

/** Where a NAT gateway lies, and the address that it has. */
export interface NatGatewayPlace {
  readonly publicSubnetIds: readonly string[];
  readonly allocationId: string;
}
/**
 * Creates a NAT gateway, in the first public subnet whose zone takes one. Some zones take subnets, but no NAT gateway.
 * @param token finds its first gateway even when that has failed or was deleted: a replacement needs another token
 */
export const createNatGateway = async (
  scope: Scope,
  { publicSubnetIds, allocationId }: NatGatewayPlace,
  token: string,
): Promise<NatGateway | undefined> => {
  const input = { AllocationId: allocationId, TagSpecifications: tagged(scope, 'natgateway') };
  let refusal: unknown;
  for (const [n, SubnetId] of publicSubnetIds.entries()) {
    const ClientToken = n === 0 ? token : `${token}-${n}`; // one token, one request
    try {
      return (await scope.tenant(EC2Client).send(new CreateNatGatewayCommand({ ...input, SubnetId, ClientToken }))).NatGateway;
    } catch (error) {
      if (!isCode(error, 'NotAvailableInZone')) throw error;
      refusal = error;
    }
  }
  throw new StalledError(`no zone of subnets ${publicSubnetIds.join(' and ')} takes a NAT gateway`, {
    code: 'NotAvailableInZone',
    advice: 'Ask AWS Support for NAT gateways in a zone of the configuration, then retry the stage (docs/runbook.md#a-nat-gateway-fails).',
    cause: refusal,
  });
};
