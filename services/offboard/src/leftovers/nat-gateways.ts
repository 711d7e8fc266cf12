import { DeleteNatGatewayCommand, EC2Client, paginateDescribeNatGateways } from '@aws-sdk/client-ec2';
import { hasTag } from '@tenantry/shared/aws/tags';
import { foundIn, type Leftover, type Lister, shownFor } from './leftover.ts';

/** Gone, or never there: "usually about an hour" (VPC User Guide, "Troubleshoot NAT gateways"). Neither holds an address. */
const OVER = ['deleted', 'failed'];

export const natGateways: Lister = {
  service: 'EC2 NAT gateways',
  finds: ['AWS::EC2::NatGateway'],
  list: async (place) => {
    const found: Leftover[] = [];
    const natGateway = foundIn(place, 'EC2 NAT gateway');
    for await (const { NatGateways = [] } of paginateDescribeNatGateways({ client: place.client(EC2Client) }, {})) {
      found.push(
        ...NatGateways.map(({ NatGatewayId, Tags, State }) =>
          natGateway(NatGatewayId, hasTag(place, Tags), State !== undefined && OVER.includes(State) && shownFor(State, 'an hour')),
        ),
      );
    }
    return found;
  },
  remove: async (place, { id }) => {
    await place.client(EC2Client).send(new DeleteNatGatewayCommand({ NatGatewayId: id }));
  },
};
