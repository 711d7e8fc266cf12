import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { limitRule } from '../limit-rule.ts';
import { type Fields, textAt, textsAt } from '../xml-path.ts';
import { functionNetworks } from './function-network.ts';
import { field, type Input } from './input.ts';
import { describe, scopeOf } from './inventory.ts';

/** Descriptions of security groups and of their rules: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html */
const DESCRIPTION = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;
const CHARACTERS = 'Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*';

/** Whether EC2 takes a text as the description of a security group or of one of its rules. */
export const isGroupDescription = (text: string): boolean => DESCRIPTION.test(text);

/** The descriptions of rules, at any depth: `IpPermissions.1.IpRanges.1.Description`, `SecurityGroupRule.1.….Description`. */
const ruleDescriptions = (input: Input): string[] =>
  Object.keys(input)
    .filter((name) => name.endsWith('.Description'))
    .map((name) => field(input, name));

const refuse = (noun: string): AwsError => new AwsError('InvalidParameterValue', `Invalid ${noun} description. ${CHARACTERS}`);

export const securityGroupRules: readonly Rule[] = [
  {
    name: 'security-group-description',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html',
    service: 'ec2',
    operations: ['CreateSecurityGroup'],
    before: ({ params }) => {
      if (!isGroupDescription(field(params, 'GroupDescription'))) throw refuse('security group');
      return undefined;
    },
  },
  {
    name: 'security-group-rule-description',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html',
    service: 'ec2',
    operations: [
      'AuthorizeSecurityGroupEgress',
      'AuthorizeSecurityGroupIngress',
      'ModifySecurityGroupRules',
      'UpdateSecurityGroupRuleDescriptionsEgress',
      'UpdateSecurityGroupRuleDescriptionsIngress',
    ],
    before: ({ params }) => {
      if (!ruleDescriptions(params).every(isGroupDescription)) throw refuse('rule');
      return undefined;
    },
  },
];

/** Whether a group's rules name another group. */
const namesGroup = (group: Fields, id: string): boolean =>
  ['ipPermissions', 'ipPermissionsEgress'].some((rules) => textsAt(group, `${rules}.item.groups.item.groupId`).includes(id));

export const securityGroupUseRules: readonly Rule[] = [
  limitRule({
    name: 'security-group-quota',
    quota: 'securityGroupsPerRegion',
    service: 'ec2',
    operations: ['CreateSecurityGroup'],
    count: async (call, context) => (await describe(context, scopeOf(call), 'DescribeSecurityGroups')).length,
    refusal: () => new AwsError('SecurityGroupLimitExceeded', 'The maximum number of security groups has been reached.'),
  }),
  {
    name: 'security-group-in-use',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html',
    service: 'ec2',
    operations: ['DeleteSecurityGroup'],
    before: async (call, context) => {
      const id = field(call.params, 'GroupId');
      const scope = scopeOf(call);
      const groups = await describe(context, scope, 'DescribeSecurityGroups');
      const interfaces = await describe(context, scope, 'DescribeNetworkInterfaces');
      const isUsed =
        groups.some((group) => textAt(group, 'groupId') !== id && namesGroup(group, id)) ||
        interfaces.some((one) => textsAt(one, 'groupSet.item.groupId').includes(id)) ||
        (await functionNetworks(context, scope)).some(({ SecurityGroupIds }) => SecurityGroupIds.includes(id));
      if (isUsed) throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
      return undefined;
    },
  },
];
