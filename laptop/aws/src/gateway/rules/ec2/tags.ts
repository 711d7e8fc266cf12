import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { textAt } from '../xml-path.ts';
import { DESCRIPTIONS } from './describe.ts';
import { members } from './input.ts';
import { describe, scopeOf } from './inventory.ts';

/** The Describe operation that knows a resource, by the prefix of its id. */
const DESCRIBED_BY: Readonly<Record<string, string>> = {
  eipalloc: 'DescribeAddresses',
  igw: 'DescribeInternetGateways',
  nat: 'DescribeNatGateways',
  pcx: 'DescribeVpcPeeringConnections',
  rtb: 'DescribeRouteTables',
  sg: 'DescribeSecurityGroups',
  subnet: 'DescribeSubnets',
  vpc: 'DescribeVpcs',
};

export const tagRules: readonly Rule[] = [
  {
    name: 'tagged-resource-exists',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html',
    service: 'ec2',
    operations: ['CreateTags'],
    before: async (call, context) => {
      for (const id of members(call.params, 'ResourceId')) {
        const operation = DESCRIBED_BY[id.split('-')[0] ?? ''];
        const description = DESCRIPTIONS[operation ?? ''];
        if (operation === undefined || description === undefined) continue;
        const resources = await describe(context, scopeOf(call), operation);
        if (resources.some((resource) => textAt(resource, description.id) === id)) continue;
        const [code, noun] = description.notFound;
        throw new AwsError(code, `The ${noun} '${id}' does not exist`);
      }
      return undefined;
    },
  },
];
