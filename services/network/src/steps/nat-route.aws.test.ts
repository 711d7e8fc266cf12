import { CreateRouteCommand, DeleteRouteCommand, DescribeRouteTablesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/failure/errors';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import type { NatGatewayPlace } from '../nat-gateways.ts';
import type { Scope } from '../scope.ts';
import { deployment, ec2Of, tenantBefore } from '../testing/tenant-network.ts';
import { natAvailable } from './nat-available.ts';
import { natGateway } from './nat-gateway.ts';
import { natRoute } from './nat-route.ts';

interface Needs {
  readonly privateRouteTableId: string;
  readonly natGatewayId: string;
}

describe('route to the NAT gateway', () => {
  const at = deployment();
  const byDefault = async (root: Scope, { privateRouteTableId }: Needs) => {
    const { RouteTables } = await ec2Of(root).send(new DescribeRouteTablesCommand({ RouteTableIds: [privateRouteTableId] }));
    return RouteTables?.[0]?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
  };
  stepContract({
    step: natRoute,
    keepsAfterRemove: true,
    tenant: async () => tenantBefore(await at, 'natRoute'),
    list: async (scope, needs) => [(await byDefault(scope, needs))?.NatGatewayId ?? []].flat(),
    drift: async (root, { privateRouteTableId }) => {
      await ec2Of(root).send(new DeleteRouteCommand({ RouteTableId: privateRouteTableId, DestinationCidrBlock: '0.0.0.0/0' }));
    },
    isSound: async (scope, needs) => (await byDefault(scope, needs))?.NatGatewayId === needs.natGatewayId,
  });

  test('that is there is only looked at', async () => {
    const { scope, needs } = await tenantBefore(await at, 'natRoute');
    const asked: string[] = [];
    const ec2 = scope.tenant(EC2Client);
    ec2.middlewareStack.add(
      (next, context) => (args) => {
        asked.push(String(context.commandName));
        return next(args);
      },
      { step: 'initialize', name: 'asked', override: true },
    );
    await natRoute.ensure(scope, needs, {});
    expect(asked.splice(0)).toEqual(['DescribeRouteTablesCommand', 'CreateRouteCommand']);
    await natRoute.ensure(scope, needs, {});
    expect(asked).toEqual(['DescribeRouteTablesCommand']);
    ec2.middlewareStack.remove('asked');
  });

  test('leads to the gateway that replaced one', async () => {
    const { scope, needs } = await tenantBefore(await at, 'natRoute');
    await natRoute.ensure(scope, needs, {});
    await settled(() => natGateway.remove(scope, {}, {}));
    const next = { ...(needs as Needs & NatGatewayPlace), ...(await natGateway.ensure(scope, needs, {})) };
    await settled(() => natAvailable.ensure(scope, next, {}));
    await natRoute.ensure(scope, next, {});
    expect(await byDefault(scope, next)).toMatchObject({ NatGatewayId: next.natGatewayId, State: 'active' });
  });

  test('waits where EC2 does not find the gateway yet', async () => {
    const { scope, root, needs } = await tenantBefore(await at, 'natRoute');
    const unknown = { ...(needs as Needs), natGatewayId: 'nat-0123456789abcdef0' };
    await expect(natRoute.ensure(scope, unknown, {})).rejects.toThrow(Wait);
    await expect(
      ec2Of(root).send(
        new CreateRouteCommand({
          RouteTableId: unknown.privateRouteTableId,
          DestinationCidrBlock: '0.0.0.0/0',
          NatGatewayId: unknown.natGatewayId,
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidNatGatewayID.NotFound' });
  });
});
