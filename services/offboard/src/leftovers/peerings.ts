import {
  DeleteVpcPeeringConnectionCommand,
  EC2Client,
  paginateDescribeVpcPeeringConnections,
  type VpcPeeringConnection,
} from '@aws-sdk/client-ec2';
import { hasTag } from '@tenantry/shared/aws/tags';
import { type AccountInRegion, foundIn, type Leftover, type Lister, shownFor } from './leftover.ts';

/** Peering connections that are over, shown for hours (VPC Peering Guide, "VPC peering connection lifecycle"). */
const OVER = ['deleted', 'rejected', 'expired', 'failed'];

export const peeringsIn = async (place: AccountInRegion): Promise<readonly VpcPeeringConnection[]> => {
  const found: VpcPeeringConnection[] = [];
  for await (const page of paginateDescribeVpcPeeringConnections({ client: place.client(EC2Client) }, {})) {
    found.push(...(page.VpcPeeringConnections ?? []));
  }
  return found;
};
export const asLeftover = (place: AccountInRegion, { VpcPeeringConnectionId, Status, Tags }: VpcPeeringConnection): Leftover =>
  foundIn(place, 'EC2 VPC peering connection')(
    VpcPeeringConnectionId,
    hasTag(place, Tags),
    Status?.Code !== undefined && OVER.includes(Status.Code) && shownFor(Status.Code, 'hours'),
  );

export const peerings: Lister = {
  service: 'EC2 VPC peering connections',
  finds: ['AWS::EC2::VPCPeeringConnection'],
  list: async (place) => (await peeringsIn(place)).map((peering) => asLeftover(place, peering)),
  remove: async (place, { id }) => {
    await place.client(EC2Client).send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }));
  },
};
