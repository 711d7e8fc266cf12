import { CreateSubnetCommand, DeleteSubnetCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { refusing } from '@tenantry/shared/testing/seen-as';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { ours } from '../ec2.ts';
import type { Scope } from '../scope.ts';
import { deployment, tenantBefore } from '../testing/tenant-network.ts';
import { subnets } from './subnets.ts';

describe('subnets', () => {
  const at = deployment();
  const find = async (scope: Scope) => (await scope.ec2.send(new DescribeSubnetsCommand({ Filters: ours(scope) }))).Subnets ?? [];
  stepContract({
    step: subnets,
    owns: 4,
    tenant: async () => tenantBefore(await at, 'subnets'),
    list: async (scope) => (await find(scope)).map(({ SubnetId }) => SubnetId ?? ''),
    drift: async ({ ec2 }, _needs, { privateSubnetIds }) => {
      await ec2.send(new DeleteSubnetCommand({ SubnetId: privateSubnetIds[0] }));
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
    const ec2 = refusing(scope.ec2, CreateSubnetCommand, 'InvalidParameterValue');
    await expect(subnets.ensure({ ...scope, ec2 }, needs, {})).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});
