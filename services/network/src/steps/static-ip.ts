import { AllocateAddressCommand, DescribeAddressesCommand, ReleaseAddressCommand } from '@aws-sdk/client-ec2';
import { step } from '@tenantry/shared/saga/stage';
import { deletion, idOf, ours, tagged, theOne } from '../ec2.ts';
import type { Scope } from '../scope.ts';

const find = async (scope: Scope) => (await scope.ec2.send(new DescribeAddressesCommand({ Filters: ours(scope) }))).Addresses ?? [];

/** The Elastic IP address from which the tenant's private subnets reach the internet. */
export const staticIp = step(
  'staticIp',
  {
    ensure: async (scope: Scope, _needs: object, saved: { allocationId?: string }) => {
      const { AllocationId, PublicIp } =
        theOne(
          await find(scope),
          (address) => address.AllocationId === saved.allocationId,
          ({ AssociationId }) => AssociationId !== undefined,
        ) ?? (await scope.ec2.send(new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(scope, 'elastic-ip') })));
      return { allocationId: idOf(AllocationId, 'the Elastic IP address'), staticIp: idOf(PublicIp, 'the Elastic IP address') };
    },
    remove: async (scope: Scope) => {
      // In use until EC2 has let go of the NAT gateway's network interface: of an interface that is AWS's own it says AuthFailure.
      for (const { AllocationId, PublicIp } of await find(scope)) {
        await deletion(`address ${PublicIp}`, () => scope.ec2.send(new ReleaseAddressCommand({ AllocationId })), 'AuthFailure');
      }
    },
  },
  {
    creates: [{ type: 'AWS::EC2::EIP', id: 'staticIp' }],
  },
);
