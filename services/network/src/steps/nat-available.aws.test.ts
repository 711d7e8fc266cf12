import { DescribeNatGatewaysCommand, type DescribeNatGatewaysCommandOutput } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/errors';
import { seenAs } from '@tenantry/shared/testing/seen-as';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { natGatewaysOf } from '../nat-gateways.ts';
import { deployment, tenantBefore } from '../testing/tenant-network.ts';
import { internetGateway } from './internet-gateway.ts';
import { natAvailable } from './nat-available.ts';
import { natGateway } from './nat-gateway.ts';

describe('NAT gateway available', () => {
  const at = deployment();
  stepContract({
    step: natAvailable,
    keepsAfterRemove: true,
    tenant: async () => tenantBefore(await at, 'natAvailable'),
    list: async (scope) => (await natGatewaysOf(scope)).filter(({ State }) => State === 'available').map((one) => one.NatGatewayId ?? ''),
  });

  test('a pending gateway is waited for, and nothing is created meanwhile', async () => {
    const { scope, needs } = await tenantBefore(await at, 'natGateway');
    const created = await natGateway.ensure(scope, needs, {});
    const asked = (answer: DescribeNatGatewaysCommandOutput) => ({
      ...answer,
      NatGateways: answer.NatGateways?.map((one) => ({ ...one, State: 'pending' as const })),
    });
    const early = { ...scope, ec2: seenAs(scope.ec2, DescribeNatGatewaysCommand, asked) };
    await expect(natAvailable.ensure(early, created, {})).rejects.toThrow(Wait);
    await settled(() => natAvailable.ensure(scope, created, {}));
    expect(await natGatewaysOf(scope)).toHaveLength(1);
  });

  test('a gateway that failed stalls the stage with the reason of AWS, and a retry creates another one', async () => {
    const { scope, needs } = await tenantBefore(await at, 'natGateway');
    await internetGateway.remove(scope, {});
    const failing = await natGateway.ensure(scope, needs, {});
    await expect(settled(() => natAvailable.ensure(scope, failing, {}))).rejects.toMatchObject({
      name: 'StalledError',
      code: 'Gateway.NotAttached',
    });
    await internetGateway.ensure(scope, needs, {});
    const working = await natGateway.ensure(scope, needs, failing);
    expect(working.natGatewayId).not.toBe(failing.natGatewayId);
    await settled(() => natAvailable.ensure(scope, working, {}));
  });
});
