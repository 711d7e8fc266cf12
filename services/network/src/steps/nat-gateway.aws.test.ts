import { DeleteNatGatewayCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { isAlive, natGatewaysOf } from '../nat-gateways.ts';
import { deployment, tenantBefore } from '../testing/tenant-network.ts';
import { natGateway } from './nat-gateway.ts';

describe('NAT gateway', () => {
  const at = deployment();
  stepContract({
    step: natGateway,
    tenant: async () => tenantBefore(await at, 'natGateway'),
    list: async (scope) => (await natGatewaysOf(scope)).filter(({ State }) => State !== 'deleted').map((one) => one.NatGatewayId ?? ''),
  });

  test('a gateway that somebody deleted is replaced, though its client token would find it', async () => {
    const { scope, needs } = await tenantBefore(await at, 'natGateway');
    const first = await natGateway.ensure(scope, needs, {});
    await scope.ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: first.natGatewayId }));
    const second = await natGateway.ensure(scope, needs, first);
    expect(second.natGatewayId).not.toBe(first.natGatewayId);
    expect(await natGateway.ensure(scope, needs, second)).toEqual(second);
    expect((await natGatewaysOf(scope)).filter(isAlive)).toHaveLength(1);
    await settled(() => natGateway.remove(scope, {}));
  });
});
