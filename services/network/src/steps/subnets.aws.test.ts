import { CreateSubnetCommand, DeleteSubnetCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { blockAt, prefixOf } from '@tenantry/shared/domain/cidr';
import { refusing } from '@tenantry/shared/testing/seen-as';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { ours } from '../ec2.ts';
import type { Scope } from '../scope.ts';
import { deployment, ec2Of, nameOnly, tenantBefore, withEc2 } from '../testing/tenant-network.ts';
import { subnets } from './subnets.ts';

describe('subnets', () => {
  const at = deployment();
  const find = async (scope: Scope) => (await ec2Of(scope).send(new DescribeSubnetsCommand({ Filters: ours(scope) }))).Subnets ?? [];
  stepContract({
    step: subnets,
    owns: 4,
    tenant: async () => tenantBefore(await at, 'subnets'),
    list: async (scope) => (await find(scope)).map(({ SubnetId }) => SubnetId ?? ''),
    foreign: async (root, { vpcId: VpcId, cidr }) => {
      const ec2 = ec2Of(root);
      const TagSpecifications = nameOnly(root, 'subnet', `private-${root.settings.zoneIds[0]}`);
      const free = blockAt(cidr, prefixOf(cidr) + 2, 3); // the quarter that stays free
      const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: free, TagSpecifications }));
      const SubnetIds = [Subnet?.SubnetId ?? ''];
      const isUntouched = async () => (await ec2.send(new DescribeSubnetsCommand({ SubnetIds }))).Subnets?.length === 1;
      return { id: SubnetIds[0] ?? '', isUntouched };
    },
    drift: async (root, _needs, { privateSubnetIds }) => {
      await ec2Of(root).send(new DeleteSubnetCommand({ SubnetId: privateSubnetIds[0] }));
    },
    isSound: async (scope) => new Set((await find(scope)).map(({ AvailabilityZoneId }) => AvailabilityZoneId)).size === 2,
  });

  test('in a zone that AWS does not offer to the account stall the stage, which names the zones there are', async () => {
    const { scope, needs } = await tenantBefore(await at, 'subnets');
    const [first = ''] = scope.settings.zoneIds;
    const lacking = { ...scope, settings: { ...scope.settings, zoneIds: [first, `${first}9`] } };
    await expect(subnets.ensure(lacking, needs, {})).rejects.toMatchObject({
      name: 'StalledError',
      code: 'ZoneNotOffered',
      message: expect.stringMatching(/is not offered zone \w+-az19 of the configuration; it has (\w+-az\d, ){2}\w+-az\d$/),
    });
    expect((await subnets.ensure(scope, needs, {})).privateSubnetIds).toHaveLength(2);
  });

  test('that AWS refuses for another reason fail with its reason', async () => {
    const { scope, needs } = await tenantBefore(await at, 'subnets');
    const ec2 = refusing(ec2Of(scope), CreateSubnetCommand, 'InvalidParameterValue');
    await expect(subnets.ensure(withEc2(scope, ec2), needs, {})).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});
