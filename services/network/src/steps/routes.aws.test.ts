import { CreateRouteCommand, DeleteRouteCommand, DescribeRouteTablesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
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
    // Another tenant's peering has it.
    foreign: async (root, { cidr: DestinationCidrBlock }) => {
      const { ec2, routeTableIds } = root.cells[0]!.hub;
      const other = (await tenantBefore(await at, 'routes')).needs as { hubPeeringId: string };
      const VpcPeeringConnectionId = other.hubPeeringId;
      await ec2.send(new CreateRouteCommand({ RouteTableId: routeTableIds[0], DestinationCidrBlock, VpcPeeringConnectionId }));
      const isUntouched = async () => {
        const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [...routeTableIds] }));
        const found = RouteTables.flatMap(({ Routes = [] }) => Routes).find((route) => route.DestinationCidrBlock === DestinationCidrBlock);
        return found?.VpcPeeringConnectionId === VpcPeeringConnectionId;
      };
      return { id: `${routeTableIds[0]} ${DestinationCidrBlock}`, isUntouched };
    },
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
});
