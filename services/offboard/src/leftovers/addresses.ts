import { DescribeAddressesCommand, EC2Client, ReleaseAddressCommand } from '@aws-sdk/client-ec2';
import { hasTag } from '@tenantry/shared/aws/tags';
import { isCode, Wait } from '@tenantry/shared/failure/errors';
import { foundIn, type Lister } from './leftover.ts';

export const addresses: Lister = {
  service: 'EC2 Elastic IP addresses',
  finds: ['AWS::EC2::EIP'],
  list: async (place) => {
    const { Addresses = [] } = await place.client(EC2Client).send(new DescribeAddressesCommand({}));
    return Addresses.map(({ AllocationId, Tags }) => foundIn(place, 'EC2 Elastic IP address')(AllocationId, hasTag(place, Tags)));
  },
  remove: async (place, { id }) => {
    try {
      await place.client(EC2Client).send(new ReleaseAddressCommand({ AllocationId: id }));
    } catch (error) {
      // So EC2 answers while a NAT gateway that is being deleted still has the address: the interface is AWS's (API reference, ReleaseAddress).
      if (!isCode(error, 'AuthFailure')) throw error;
      throw new Wait(15, `EC2 to take address ${id} off what used it (EC2 ReleaseAddress: AuthFailure)`);
    }
  },
};
