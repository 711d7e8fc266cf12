import { DescribeRouteTablesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { stepsOf } from '@tenantry/shared/saga/stage';
import { isolation } from '@tenantry/shared/testing/isolation';
import { settled } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { network } from '../stage.ts';
import { deployment, ec2Of, type Tenant, tenantBefore, tenantWithAccount } from '../testing/tenant-network.ts';
import { isolatedRoutes } from './isolated-routes.ts';

const waysIn = async (ec2: EC2Client): Promise<string[]> =>
  ((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables ?? [])
    .flatMap(({ RouteTableId, Routes = [] }) => Routes.map((route) => ({ RouteTableId, ...route })))
    .filter(({ GatewayId }) => GatewayId !== 'local')
    .map(({ RouteTableId, DestinationCidrBlock, GatewayId, NatGatewayId, VpcPeeringConnectionId }) =>
      [RouteTableId, DestinationCidrBlock, GatewayId ?? NatGatewayId ?? VpcPeeringConnectionId].join(' '),
    );
/** Every way that leads out of the tenant's VPC, or to it. */
const ways = async (root: Scope, cidr: string): Promise<string[]> => {
  const { hub, database } = root.cells[0]!;
  const shared = [...(await waysIn(hub.ec2)), ...(await waysIn(database.ec2))].filter((way) => way.includes(` ${cidr} `));
  return [...(await waysIn(ec2Of(root))), ...shared].sort();
};

describe('the routes of an isolated tenant', () => {
  const at = deployment();
  const built = async (): Promise<Tenant & { needs: { cidr: string } }> => tenantBefore(await at, 'none: all of it');

  test('lead nowhere, also after another try, and are as before when the isolation ends; those of others stay', async () => {
    const [{ scope, root, needs }, other] = await Promise.all([built(), built()]);
    const [before, theirs] = [await ways(root, needs.cidr), await ways(other.root, other.needs.cidr)];
    expect(before).toHaveLength(8); // out of two tables to two VPCs, back from each, by the NAT gateway, by the internet gateway
    for (const _ of [1, 2]) {
      await isolatedRoutes.ensure(scope, isolation(true), {});
      expect(await ways(root, needs.cidr)).toEqual([]);
    }
    let heard: object = { ...needs, ...isolation(false) };
    for (const step of stepsOf(network)) {
      heard = { ...heard, ...(await settled(() => step.ensure(scope as never, heard as never, {}))) };
    }
    expect(await ways(root, needs.cidr)).toEqual(before);
    expect(await ways(other.root, other.needs.cidr)).toEqual(theirs);
  });

  test('are none where nothing is built', async () => {
    const { scope, root } = await tenantWithAccount(await at);
    await isolatedRoutes.ensure(scope, isolation(true), {});
    expect(await waysIn(ec2Of(root))).toEqual([]);
  });
});
