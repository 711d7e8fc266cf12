import { DescribeRouteTablesCommand, EC2Client, type RouteTable } from '@aws-sdk/client-ec2';
import { ifReachable } from '@tenantry/shared/saga/reachable';
import { step } from '@tenantry/shared/saga/stage';
import { ours } from '../ec2.ts';
import { deleteRoute, ensureRoute, routeTablesWith } from '../route.ts';
import { cellNamed, type Scope } from '../scope.ts';

interface Needs {
  readonly cell: string;
  readonly cidr: string;
  readonly publicRouteTableId: string;
  readonly privateRouteTableId: string;
  readonly hubPeeringId: string;
  readonly databasePeeringId: string;
}

export const tablesOf = async ({ ec2, routeTableIds }: { ec2: EC2Client; routeTableIds: readonly string[] }): Promise<RouteTable[]> =>
  (await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [...routeTableIds] }))).RouteTables ?? [];

/** Both sides of both peerings. Only the ranges of hub, database VPC and this tenant: no way leads from one tenant to another. */
export const routes = step(
  'routes',
  {
    ensure: async (scope: Scope, needs: Needs) => {
      const { cidr } = needs;
      const { hub, database } = cellNamed(scope, needs.cell);
      // By id: a table that EC2 does not show yet is an error then, and not one table less.
      const ec2 = scope.tenant(EC2Client);
      const tenant = { ec2, routeTableIds: [needs.publicRouteTableId, needs.privateRouteTableId] };
      const [own, hubTables, databaseTables] = await Promise.all([tablesOf(tenant), tablesOf(hub), tablesOf(database)]);
      const viaHub = { VpcPeeringConnectionId: needs.hubPeeringId };
      const viaDatabase = { VpcPeeringConnectionId: needs.databasePeeringId };
      await Promise.all([
        ...own.flatMap((table) => [
          ensureRoute(ec2, table, { cidr: hub.cidr, ...viaHub }),
          ensureRoute(ec2, table, { cidr: database.cidr, ...viaDatabase }),
        ]),
        ...hubTables.map((table) => ensureRoute(hub.ec2, table, { cidr, ...viaHub })),
        ...databaseTables.map((table) => ensureRoute(database.ec2, table, { cidr, ...viaDatabase })),
      ]);
      return {};
    },
    remove: async (scope: Scope, { hubPeeringId, databasePeeringId }: Partial<Needs>) => {
      const claim = await scope.ranges.findLast(scope.tenantId);
      if (!claim) return; // nothing was routed, or another tenant has the range by now
      const { hub, database } = cellNamed(scope, claim.cell);
      const [own, hubTables, databaseTables] = await Promise.all([
        ifReachable(() => routeTablesWith(scope.tenant(EC2Client), ours(scope))),
        tablesOf(hub),
        tablesOf(database),
      ]);
      await Promise.all([
        ...(own ?? []).flatMap((table) => [hub, database].map((peer) => deleteRoute(scope.tenant(EC2Client), table, peer.cidr))),
        ...hubTables.map((table) => deleteRoute(hub.ec2, table, claim.cidr, hubPeeringId)),
        ...databaseTables.map((table) => deleteRoute(database.ec2, table, claim.cidr, databasePeeringId)),
      ]);
    },
  },
  {
    // To hub and database from both tables of the tenant, and back from theirs.
    creates: [
      { type: 'AWS::EC2::Route', count: 4 },
      { type: 'AWS::EC2::Route', per: 'peered-table', account: 'networking' },
    ],
  },
);
