import { type Address, AllocateAddressCommand, DescribeAddressesCommand, type DescribeAddressesCommandOutput } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/failure/errors';
import { seenAs } from '@tenantry/shared/testing/seen-as';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { ours, tagged } from '../ec2.ts';
import { deployment, ec2Of, nameOnly, tenantBefore, withEc2 } from '../testing/tenant-network.ts';
import { natGateway } from './nat-gateway.ts';
import { staticIp } from './static-ip.ts';

describe('static IP', () => {
  const at = deployment();
  stepContract({
    step: staticIp,
    tenant: async () => tenantBefore(await at, 'staticIp'),
    list: async (scope) =>
      ((await ec2Of(scope).send(new DescribeAddressesCommand({ Filters: ours(scope) }))).Addresses ?? []).map(
        (one) => one.AllocationId ?? '',
      ),
    foreign: async (root) => {
      const ec2 = ec2Of(root);
      const { AllocationId = '' } = await ec2.send(
        new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: nameOnly(root, 'elastic-ip') }),
      );
      const isUntouched = async () =>
        (await ec2.send(new DescribeAddressesCommand({ AllocationIds: [AllocationId] }))).Addresses?.length === 1;
      return { id: AllocationId, isUntouched };
    },
  });

  test('of two addresses the one that was noted counts, else the one in use, in whatever order EC2 lists them', async () => {
    const { scope, root, needs } = await tenantBefore(await at, 'natAvailable');
    const used = await staticIp.ensure(scope, needs, {});
    const { AllocationId = '', PublicIp } = await ec2Of(root).send(
      new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(scope, 'elastic-ip') }),
    );
    for (const turn of [(list: Address[]) => list, (list: Address[]) => list.toReversed()]) {
      const ec2 = seenAs(ec2Of(scope), DescribeAddressesCommand, (out: DescribeAddressesCommandOutput) => ({
        ...out,
        Addresses: turn(out.Addresses ?? []),
      }));
      expect(await staticIp.ensure(withEc2(scope, ec2), needs, {})).toEqual(used);
      expect(await staticIp.ensure(withEc2(scope, ec2), needs, { allocationId: AllocationId })).toEqual({
        allocationId: AllocationId,
        staticIp: PublicIp,
      });
    }
    await settled(() => natGateway.remove(scope, {}, {}));
    await settled(() => staticIp.remove(scope, {}, {}));
  });

  test('an address in use by the NAT gateway is waited for, and released once the gateway is gone', async () => {
    const { scope, root } = await tenantBefore(await at, 'natAvailable');
    await expect(staticIp.remove(scope, {}, {})).rejects.toThrow(Wait);
    await settled(() => natGateway.remove(scope, {}, {}));
    await settled(() => staticIp.remove(scope, {}, {}));
    expect((await ec2Of(root).send(new DescribeAddressesCommand({ Filters: ours(scope) }))).Addresses).toEqual([]);
  });
});
