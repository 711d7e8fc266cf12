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
    drift: async ({ ec2 }, _needs, { publicRouteTableId }) => {
      await ec2.send(new DeleteRouteCommand({ RouteTableId: publicRouteTableId, DestinationCidrBlock: '0.0.0.0/0' }));
    },
    isSound: async (scope, { internetGatewayId, privateSubnetIds, publicSubnetIds }) => {
      const tables = await find(scope);
      const tableOf = (subnetIds: readonly string[]) =>
        tables.find(({ Associations }) => subnetIds.every((id) => Associations?.some(({ SubnetId }) => SubnetId === id)));
      const byDefault = tableOf(publicSubnetIds)?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
      return tableOf(privateSubnetIds) !== undefined && byDefault?.GatewayId === internetGatewayId;
    },
  });
});
