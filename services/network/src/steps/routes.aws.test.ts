import { CreateRouteCommand, DeleteRouteCommand, DescribeRouteTablesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { StalledError } from '@tenantry/shared/failure/errors';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { deployment, ec2Of, tenantBefore, withClosedAccount } from '../testing/tenant-network.ts';
import { cidr as range } from './cidr.ts';
import { routes } from './routes.ts';

const peeringRoutes = async (ec2: EC2Client): Promise<string[]> =>
  ((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables ?? []).flatMap(({ RouteTableId, Routes = [] }) =>
    Routes.filter(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId).map((route) => `${RouteTableId} ${route.DestinationCidrBlock}`),
  );

describe('routes', () => {
  const at = deployment();
  const list = async ({ tenant, cells }: Scope, { cidr }: { cidr: string }): Promise<string[]> => {
    const shared = await Promise.all([cells[0]!.hub.ec2, cells[0]!.database.ec2].map(peeringRoutes));
    return [...(await peeringRoutes(tenant(EC2Client))), ...shared.flat().filter((route) => route.endsWith(` ${cidr}`))];
  };
  stepContract({
    step: routes,
    owns: 6, // two route tables to two VPCs, and back from each
    tenant: async () => tenantBefore(await at, 'routes'),
    list,
    drift: async ({ cells }, { cidr }) => {
      const { ec2, routeTableIds } = cells[0]!.hub;
      await ec2.send(new DeleteRouteCommand({ RouteTableId: routeTableIds[0], DestinationCidrBlock: cidr }));
    },
    isSound: async (scope, needs) => (await list(scope, needs)).some((route) => route.startsWith(scope.cells[0]!.hub.routeTableIds[0]!)),
  });

  test('no tenant has a route to another one', async () => {
    const tenants = await Promise.all([0, 1].map(async () => tenantBefore(await at, 'natAvailable')));
    for (const { root: scope } of tenants) {
      const { hub, database } = scope.cells[0]!;
      const destinations = new Set((await peeringRoutes(ec2Of(scope))).map((route) => route.split(' ')[1]));
      expect([...destinations].sort()).toEqual([hub.cidr, database.cidr].sort());
    }
  });

  test('what was left of a tenant in the hub goes by a retry, when its account and its range are given back already', async () => {
    const { scope, needs } = await tenantBefore(await at, 'natAvailable');
    const { cidr } = needs as { cidr: string };
    const { hub } = scope.cells[0]!;
    await range.remove(scope, needs, {});
    await routes.remove(withClosedAccount(scope), needs, {});
    expect((await peeringRoutes(hub.ec2)).filter((route) => route.endsWith(` ${cidr}`))).toEqual([]);
  });

  test("a working route to the tenant's range that is not ours is never replaced nor deleted", async () => {
    const { rootCell: cell } = await at;
    const other = await tenantBefore(await at, 'routes');
    const { scope, needs } = await tenantBefore(await at, 'routes');
    const { cidr } = needs as { cidr: string };
    await cell.hub.ec2.send(
      new CreateRouteCommand({
        RouteTableId: cell.hub.routeTableIds[0],
        DestinationCidrBlock: cidr,
        VpcPeeringConnectionId: (other.needs as { hubPeeringId: string }).hubPeeringId,
      }),
    );
    await expect(routes.ensure(scope, needs, {})).rejects.toThrow(StalledError);
  });
});
