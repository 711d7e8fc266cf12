import { type Address, AllocateAddressCommand, DescribeAddressesCommand, EC2Client, ReleaseAddressCommand } from '@aws-sdk/client-ec2';
import { idOf } from '@tenantry/shared/aws/found';
import { hasTag } from '@tenantry/shared/aws/tags';
import { resource } from '@tenantry/shared/saga/resource';
import { IN_USE, ours, tagged } from '../ec2.ts';
import type { Scope } from '../scope.ts';

/** The Elastic IP address from which the tenant's private subnets reach the internet. */
export const staticIp = resource(
  'staticIp',
  {
    find: async (scope: Scope): Promise<readonly Address[]> =>
      (await scope.tenant(EC2Client).send(new DescribeAddressesCommand({ Filters: ours(scope) }))).Addresses ?? [],
    isOurs: (scope, { Tags }) => hasTag(scope, Tags),
    signs: (_needs, saved) => [
      ({ AllocationId }) => AllocationId === saved.allocationId,
      ({ AssociationId }) => AssociationId !== undefined,
    ],
    create: (scope: Scope, _needs: object) =>
      scope.tenant(EC2Client).send(new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(scope, 'elastic-ip') })),
    cannotDiffer: 'an address has no settings',
    remove: ({ tenant }, { AllocationId }) => tenant(EC2Client).send(new ReleaseAddressCommand({ AllocationId })),
    gone: ['InvalidAllocationID.NotFound'],
    // In use until EC2 has released the NAT gateway's network interface: of an interface that is AWS's own it says AuthFailure.
    inUse: { ...IN_USE, codes: [...IN_USE.codes, 'AuthFailure'] },
    what: ({ PublicIp }) => `address ${PublicIp}`,
    out: (_scope, { AllocationId, PublicIp }) => ({
      allocationId: idOf(AllocationId, 'the Elastic IP address'),
      staticIp: idOf(PublicIp, 'the Elastic IP address'),
    }),
  },
  { creates: [{ type: 'AWS::EC2::EIP', id: 'staticIp' }] },
);
