import { DeleteSubnetCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { describe } from '@jest/globals';
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
});
