import {
  AssociateRouteTableCommand,
  CreateRouteTableCommand,
  DeleteRouteCommand,
  DescribeRouteTablesCommand,
  type DescribeRouteTablesCommandOutput,
  DisassociateRouteTableCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { seenAs } from '@tenantry/shared/testing/seen-as';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import { ours, tagged } from '../ec2.ts';
import type { Scope } from '../scope.ts';
import { deployment, ec2Of, nameOnly, tenantBefore, withEc2 } from '../testing/tenant-network.ts';
import { routeTables } from './route-tables.ts';

describe('route tables', () => {
  const at = deployment();
  const find = async (scope: Scope) =>
    (await ec2Of(scope).send(new DescribeRouteTablesCommand({ Filters: ours(scope) }))).RouteTables ?? [];
  const contract = stepContract({
    step: routeTables,
    owns: 2,
    tenant: async () => tenantBefore(await at, 'routeTables'),
    list: async (scope) => (await find(scope)).map(({ RouteTableId }) => RouteTableId ?? ''),
    foreign: async (root, { vpcId: VpcId }) => {
      const ec2 = ec2Of(root);
      const TagSpecifications = nameOnly(root, 'route-table', 'public');
      const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId, TagSpecifications }));
      const RouteTableIds = [RouteTable?.RouteTableId ?? ''];
      const isUntouched = async () => {
        const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds }));
        return RouteTables?.length === 1 && (RouteTables[0]?.Associations ?? []).length === 0;
      };
      return { id: RouteTableIds[0] ?? '', isUntouched };
    },
    drift: async (root, _needs, { publicRouteTableId }) => {
      await ec2Of(root).send(new DeleteRouteCommand({ RouteTableId: publicRouteTableId, DestinationCidrBlock: '0.0.0.0/0' }));
    },
    isSound: async (scope, { internetGatewayId, privateSubnetIds, publicSubnetIds }) => {
      const tables = await find(scope);
      const tableOf = (subnetIds: readonly string[]) =>
        tables.find(({ Associations }) => subnetIds.every((id) => Associations?.some(({ SubnetId }) => SubnetId === id)));
      const byDefault = tableOf(publicSubnetIds)?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
      return tableOf(privateSubnetIds) !== undefined && byDefault?.GatewayId === internetGatewayId;
    },
  });
  contractCatches(contract);

  test('a subnet that somebody gave another table is left there, and the stage stalls until it is taken away', async () => {
    const { scope, root, needs } = await tenantBefore(await at, 'routeTables');
    const { vpcId, privateSubnetIds } = needs as { vpcId: string; privateSubnetIds: readonly string[] };
    const { RouteTable } = await ec2Of(root).send(new CreateRouteTableCommand({ VpcId: vpcId }));
    const theirs = { RouteTableId: RouteTable?.RouteTableId, SubnetId: privateSubnetIds[0] };
    const { AssociationId } = await ec2Of(root).send(new AssociateRouteTableCommand(theirs));
    await expect(routeTables.ensure(scope, needs, {})).rejects.toMatchObject({
      name: 'StalledError',
      code: 'SubnetRoutedElsewhere',
      message: expect.stringContaining(`associated with ${theirs.RouteTableId}`),
    });
    await ec2Of(root).send(new DisassociateRouteTableCommand({ AssociationId }));
    expect(await routeTables.ensure(scope, needs, {})).toHaveProperty('privateRouteTableId');
    expect(await find(scope)).toHaveLength(2);
  });

  test('of two tables for the same subnets the one that has them counts', async () => {
    const { scope, root, needs } = await tenantBefore(await at, 'routeTables');
    const { vpcId } = needs as { vpcId: string };
    for (let twin = 0; twin < 2; twin++)
      await ec2Of(root).send(new CreateRouteTableCommand({ VpcId: vpcId, TagSpecifications: tagged(scope, 'route-table', 'private') }));
    const out = await routeTables.ensure(scope, needs, {});
    const turned = seenAs(ec2Of(scope), DescribeRouteTablesCommand, (answer: DescribeRouteTablesCommandOutput) => ({
      ...answer,
      RouteTables: answer.RouteTables?.toReversed(),
    }));
    expect(await routeTables.ensure(withEc2(scope, turned), needs, {})).toEqual(out);
  });
});
