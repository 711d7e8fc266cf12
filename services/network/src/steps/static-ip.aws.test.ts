import { type Address, AllocateAddressCommand, DescribeAddressesCommand, type DescribeAddressesCommandOutput } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/failure/errors';
import { seenAs } from '@tenantry/shared/testing/seen-as';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { ours, tagged } from '../ec2.ts';
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

  test('of two addresses the one that was noted counts, else the one in use, in whatever order EC2 lists them', async () => {
    const { scope, needs } = await tenantBefore(await at, 'natAvailable');
    const used = await staticIp.ensure(scope, needs, {});
    const { AllocationId = '', PublicIp } = await scope.ec2.send(
      new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(scope, 'elastic-ip') }),
    );
    for (const turn of [(list: Address[]) => list, (list: Address[]) => list.toReversed()]) {
      const ec2 = seenAs(scope.ec2, DescribeAddressesCommand, (out: DescribeAddressesCommandOutput) => ({
        ...out,
        Addresses: turn(out.Addresses ?? []),
      }));
      expect(await staticIp.ensure({ ...scope, ec2 }, needs, {})).toEqual(used);
      expect(await staticIp.ensure({ ...scope, ec2 }, needs, { allocationId: AllocationId })).toEqual({
        allocationId: AllocationId,
        staticIp: PublicIp,
      });
    }
    await settled(() => natGateway.remove(scope, {}, {}));
    await settled(() => staticIp.remove(scope, {}, {}));
  });

  test('an address in use by the NAT gateway is waited for, and released once the gateway is gone', async () => {
    const { scope } = await tenantBefore(await at, 'natAvailable');
    await expect(staticIp.remove(scope, {}, {})).rejects.toThrow(Wait);
    await settled(() => natGateway.remove(scope, {}, {}));
    await settled(() => staticIp.remove(scope, {}, {}));
    expect((await scope.ec2.send(new DescribeAddressesCommand({ Filters: ours(scope) }))).Addresses).toEqual([]);
  });
});
