import { DescribeAddressesCommand, EC2Client, ReleaseAddressCommand } from '@aws-sdk/client-ec2';
import { foundIn, hasTag, type Lister } from './leftover.ts';

export const addresses: Lister = {
  service: 'EC2 Elastic IP addresses',
  list: async (place) => {
    const { Addresses = [] } = await place.client(EC2Client).send(new DescribeAddressesCommand({}));
    return Addresses.map(({ AllocationId, Tags }) => foundIn(place, 'EC2 Elastic IP address')(AllocationId, hasTag(place, Tags)));
  },
  remove: async (place, { id }) => {
    await place.client(EC2Client).send(new ReleaseAddressCommand({ AllocationId: id }));
  },
};
