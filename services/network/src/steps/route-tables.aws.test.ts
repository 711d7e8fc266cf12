import { DeleteRouteCommand, DescribeRouteTablesCommand } from '@aws-sdk/client-ec2';
import { describe } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { ours } from '../ec2.ts';
import type { Scope } from '../scope.ts';
import { deployment, tenantBefore } from '../testing/tenant-network.ts';
import { routeTables } from './route-tables.ts';

describe('route tables', () => {
  const at = deployment();
  const find = async (scope: Scope) => (await scope.ec2.send(new DescribeRouteTablesCommand({ Filters: ours(scope) }))).RouteTables ?? [];
  stepContract({
    step: routeTables,
    owns: 2,
    tenant: async () => tenantBefore(await at, 'routeTables'),
    list: async (scope) => (await find(scope)).map(({ RouteTableId }) => RouteTableId ?? ''),
    drift: async ({ ec2 }, _needs, { privateRouteTableId }) => {
      await ec2.send(new DeleteRouteCommand({ RouteTableId: privateRouteTableId, DestinationCidrBlock: '0.0.0.0/0' }));
    },
    isSound: async (scope, { natGatewayId, internetGatewayId, privateSubnetIds, publicSubnetIds }) => {
      const sound = (subnetIds: readonly string[], target: string) => async () =>
        (await find(scope)).some(
          ({ Associations = [], Routes = [] }) =>
            subnetIds.every((id) => Associations.some(({ SubnetId }) => SubnetId === id)) &&
            Routes.some((route) => [route.NatGatewayId, route.GatewayId].includes(target) && route.DestinationCidrBlock === '0.0.0.0/0'),
        );
      return (await sound(privateSubnetIds, natGatewayId)()) && (await sound(publicSubnetIds, internetGatewayId)());
    },
  });
});
