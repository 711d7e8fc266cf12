import { DescribeRouteTablesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { isCode, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { DEFAULT, ensureRoute } from '../route.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly privateRouteTableId: string;
  readonly natGatewayId: string;
}

/** The private subnets' default route. After `natAvailable`: EC2 finds no pending NAT gateway (InvalidNatGatewayID.NotFound). */
export const natRoute = step(
  'natRoute',
  {
    ensure: async ({ tenant }: Scope, { privateRouteTableId, natGatewayId }: Needs) => {
      const ec2 = tenant(EC2Client);
      // By id: a table that EC2 does not show is an error then.
      const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [privateRouteTableId] }));
      try {
        await ensureRoute(ec2, { RouteTableId: privateRouteTableId, ...RouteTables?.[0] }, { cidr: DEFAULT, NatGatewayId: natGatewayId });
      } catch (error) {
        // Available, and yet not known to every part of EC2.
        if (isCode(error, 'InvalidNatGatewayID.NotFound')) throw new Wait(5, `NAT gateway ${natGatewayId} to be found by its route`);
        // By a call whose answer was lost: what it says is verified at the next look.
        if (isCode(error, 'RouteAlreadyExists')) throw new Wait(1, `the default route of ${privateRouteTableId} to be shown`);
        throw error;
      }
      return {};
    },
    // It goes with its table.
    remove: async (_scope: Scope) => {},
  },
  {
    creates: [{ type: 'AWS::EC2::Route' }],
  },
);
