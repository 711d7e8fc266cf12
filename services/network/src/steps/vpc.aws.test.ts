import { CreateVpcCommand, DescribeVpcAttributeCommand, DescribeVpcsCommand, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { describe } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import { ours } from '../ec2.ts';
import { deployment, ec2Of, nameOnly, tenantBefore } from '../testing/tenant-network.ts';
import { vpc } from './vpc.ts';

describe('VPC', () => {
  const at = deployment();
  const contract = stepContract({
    step: vpc,
    tenant: async () => tenantBefore(await at, 'vpc'),
    list: async (scope) =>
      ((await ec2Of(scope).send(new DescribeVpcsCommand({ Filters: ours(scope) }))).Vpcs ?? []).map(({ VpcId }) => VpcId ?? ''),
    foreign: async (root, { cidr }) => {
      const ec2 = ec2Of(root);
      const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: cidr, TagSpecifications: nameOnly(root, 'vpc') }));
      const VpcId = Vpc?.VpcId ?? '';
      const isUntouched = async () => (await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }))).Vpcs?.length === 1;
      return { id: VpcId, isUntouched };
    },
    drift: async (root, _needs, { vpcId }) => {
      await ec2Of(root).send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: false } }));
    },
    isSound: async (root, _needs, { vpcId }) => {
      const found = await ec2Of(root).send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsHostnames' }));
      return found.EnableDnsHostnames?.Value === true;
    },
  });
  contractCatches(contract);
});
