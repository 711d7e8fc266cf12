import { EC2Client, paginateDescribeRouteTables } from '@aws-sdk/client-ec2';
import { hasTag } from '@tenantry/shared/aws/tags';
import { foundIn, type Leftover, type Lister } from './leftover.ts';
import { asLeftover, peeringsIn } from './peerings.ts';

/** Only who asked can delete a request (VPC Peering Guide, "Delete a VPC peering connection"). */
const EXPIRING = 'requested by an account that is closed: it expires within seven days';

/** In the networking and the super-admin account: peerings with the tenant's account, and routes that lead through them. */
export const hubRoutes: Lister = {
  service: 'EC2 peerings and routes',
  finds: ['AWS::EC2::Route', 'AWS::EC2::VPCPeeringConnection'],
  list: async (place) => {
    const theirs = (await peeringsIn(place)).filter(
      ({ RequesterVpcInfo, Tags }) =>
        (place.tenantAccountId !== undefined && RequesterVpcInfo?.OwnerId === place.tenantAccountId) || hasTag(place, Tags),
    );
    const ids = new Set(theirs.map(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId));
    const found: Leftover[] = theirs.map((peering) => {
      const pending = place.isAccountClosed && peering.Status?.Code === 'pending-acceptance' ? { baseline: EXPIRING } : {};
      return { ...asLeftover(place, peering), ...pending, isTenants: true };
    });
    for await (const { RouteTables = [] } of paginateDescribeRouteTables({ client: place.client(EC2Client) }, {})) {
      for (const { RouteTableId, Routes = [] } of RouteTables) {
        const leading = Routes.filter(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId && ids.has(VpcPeeringConnectionId));
        found.push(...leading.map((route) => foundIn(place, 'EC2 route')(`${RouteTableId} ${route.DestinationCidrBlock}`, true)));
      }
    }
    return found;
  },
};
