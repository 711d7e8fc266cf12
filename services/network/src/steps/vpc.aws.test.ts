import { DescribeVpcAttributeCommand, DescribeVpcsCommand, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { describe } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { ours } from '../ec2.ts';
import { deployment, tenantBefore } from '../testing/tenant-network.ts';
import { vpc } from './vpc.ts';

describe('VPC', () => {
  const at = deployment();
  stepContract({
    step: vpc,
    tenant: async () => tenantBefore(await at, 'vpc'),
    list: async (scope) =>
      ((await scope.ec2.send(new DescribeVpcsCommand({ Filters: ours(scope) }))).Vpcs ?? []).map(({ VpcId }) => VpcId ?? ''),
    drift: async ({ ec2 }, _needs, { vpcId }) => {
      await ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: false } }));
    },
    isSound: async ({ ec2 }, _needs, { vpcId }) => {
      const found = await ec2.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsHostnames' }));
      return found.EnableDnsHostnames?.Value === true;
    },
  });
});
