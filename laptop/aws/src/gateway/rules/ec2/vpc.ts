import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { limitRule } from '../limit-rule.ts';
import { type Fields, textAt, textsAt } from '../xml-path.ts';
import { type Block, contains, overlaps, parseBlock } from './cidr.ts';
import { functionNetworks } from './function-network.ts';
import { required } from './input.ts';
import { describe, findVpc, inVpc, type Scope, scopeOf } from './inventory.ts';
import { natGatewaysIn } from './nat-gateway-state.ts';
import { livePeerings } from './peering-state.ts';
import { rangesOf } from './secondary-ranges.ts';

const block = (cidr: string, rangeError: string): Block => {
  const parsed = parseBlock(cidr);
  if (!parsed)
    throw new AwsError('InvalidParameterValue', `Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);
  if (parsed.prefix < 16 || parsed.prefix > 28) throw new AwsError(rangeError, `The CIDR '${cidr}' is invalid.`);
  return parsed;
};

export const dependencyViolation = (noun: string, id: string): AwsError =>
  new AwsError('DependencyViolation', `The ${noun} '${id}' has dependencies and cannot be deleted.`);

/** What still lives in a VPC: DeleteVpc deletes only the main route table, the default security group and the default ACL with it. */
const leftovers = async (context: GatewayContext, scope: Scope, vpcId: string): Promise<boolean> => {
  const custom = (table: Fields): boolean => inVpc(vpcId)(table) && !textsAt(table, 'associationSet.item.main').includes('true');
  return (
    (await describe(context, scope, 'DescribeRouteTables')).some(custom) ||
    (await describe(context, scope, 'DescribeNetworkInterfaces')).some(inVpc(vpcId)) ||
    (await describe(context, scope, 'DescribeVpcEndpoints')).some(inVpc(vpcId)) ||
    natGatewaysIn(context, { vpcId }).length > 0 ||
    livePeerings(context, vpcId).length > 0
  );
};

export const vpcRules: readonly Rule[] = [
  {
    name: 'vpc-range',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
    service: 'ec2',
    operations: ['CreateVpc'],
    before: (call) => void block(required(call.params, 'CidrBlock'), 'InvalidVpc.Range'),
  },
  limitRule({
    name: 'vpc-quota',
    quota: 'vpcsPerRegion',
    service: 'ec2',
    operations: ['CreateVpc'],
    count: async (call, context) => (await describe(context, scopeOf(call), 'DescribeVpcs')).length,
    refusal: () => new AwsError('VpcLimitExceeded', 'The maximum number of VPCs has been reached.'),
  }),
  {
    name: 'vpc-leftovers',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html',
    service: 'ec2',
    operations: ['DeleteVpc'],
    before: async (call, context) => {
      const vpcId = required(call.params, 'VpcId');
      if (await leftovers(context, scopeOf(call), vpcId)) throw dependencyViolation('vpc', vpcId);
      return undefined;
    },
  },
  {
    name: 'subnet-range',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html',
    service: 'ec2',
    operations: ['CreateSubnet'],
    before: async (call, context) => {
      const cidr = required(call.params, 'CidrBlock');
      const vpcId = required(call.params, 'VpcId');
      const wanted = block(cidr, 'InvalidSubnet.Range');
      const vpc = await findVpc(context, scopeOf(call), vpcId);
      const outer = rangesOf(context, { vpcId, cidrBlock: textAt(vpc, 'cidrBlock') }).map(parseBlock);
      if (!outer.some((range) => range && contains(range, wanted)))
        throw new AwsError('InvalidSubnet.Range', `The CIDR '${cidr}' is invalid.`);
      const siblings = (await describe(context, scopeOf(call), 'DescribeSubnets')).filter(inVpc(vpcId));
      for (const sibling of siblings) {
        const taken = parseBlock(textAt(sibling, 'cidrBlock'));
        if (taken && overlaps(taken, wanted))
          throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`);
      }
      return undefined;
    },
  },
  limitRule({
    name: 'subnet-quota',
    quota: 'subnetsPerVpc',
    service: 'ec2',
    operations: ['CreateSubnet'],
    count: async (call, context) =>
      (await describe(context, scopeOf(call), 'DescribeSubnets')).filter(inVpc(required(call.params, 'VpcId'))).length,
    refusal: () => new AwsError('SubnetLimitExceeded', 'The maximum number of subnets has been reached.'),
  }),
  {
    name: 'subnet-leftovers',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html',
    service: 'ec2',
    operations: ['DeleteSubnet'],
    before: async (call, context) => {
      const subnetId = required(call.params, 'SubnetId');
      const interfaces = await describe(context, scopeOf(call), 'DescribeNetworkInterfaces');
      const functions = await functionNetworks(context, scopeOf(call));
      const used =
        interfaces.some((networkInterface) => textAt(networkInterface, 'subnetId') === subnetId) ||
        functions.some(({ SubnetIds }) => SubnetIds.includes(subnetId));
      if (used || natGatewaysIn(context, { subnetId }).length > 0) throw dependencyViolation('subnet', subnetId);
      return undefined;
    },
  },
];
