import { DescribeAddressesCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/errors';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { ours } from '../ec2.ts';
import { deployment, tenantBefore } from '../testing/tenant-network.ts';
import { natGateway } from './nat-gateway.ts';
import { staticIp } from './static-ip.ts';

describe('static IP', () => {
  const at = deployment();
  stepContract({
    step: staticIp,
    tenant: async () => tenantBefore(await at, 'staticIp'),
    list: async (scope) =>
      ((await scope.ec2.send(new DescribeAddressesCommand({ Filters: ours(scope) }))).Addresses ?? []).map((one) => one.AllocationId ?? ''),
  });

  test('an address in use by the NAT gateway is waited for, and released once the gateway is gone', async () => {
    const { scope } = await tenantBefore(await at, 'natAvailable');
    await expect(staticIp.remove(scope, {})).rejects.toThrow(Wait);
    await settled(() => natGateway.remove(scope, {}));
    await settled(() => staticIp.remove(scope, {}));
    expect((await scope.ec2.send(new DescribeAddressesCommand({ Filters: ours(scope) }))).Addresses).toEqual([]);
  });
});
