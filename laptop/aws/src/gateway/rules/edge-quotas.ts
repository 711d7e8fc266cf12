import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';
import { distributionsOf } from './cloudfront/state.ts';
import { limitRule } from './limit-rule.ts';

/** What an account may have of what stands in front of an application. */
export const edgeQuotaRules: readonly Rule[] = [
  limitRule({
    name: 'quota-distributionsPerAccount',
    quota: 'distributionsPerAccount',
    service: 'cloudfront',
    operations: ['CreateDistribution', 'CreateDistributionWithTags'],
    count: async (call, context) => (await distributionsOf(context, call.caller.accountId)).length,
    refusal: () =>
      new AwsError(
        'TooManyDistributions',
        'Processing your request would cause you to exceed the maximum number of distributions allowed.',
      ),
  }),
  limitRule({
    name: 'quota-webAclsPerAccount',
    quota: 'webAclsPerAccount',
    service: 'wafv2',
    operations: ['CreateWebACL'],
    count: async ({ caller, region, params }, context) => {
      const input = { Scope: params.Scope };
      const { output } = await context.emulator({ accountId: caller.accountId, region, service: 'wafv2', operation: 'ListWebACLs', input });
      return Array.isArray(output.WebACLs) ? output.WebACLs.length : 0;
    },
    refusal: () =>
      new AwsError(
        'WAFLimitsExceededException',
        'AWS WAF couldn’t perform the operation because you exceeded your resource limit. For example, the maximum number of WebACL objects that you can create for an AWS account.',
      ),
  }),
  limitRule({
    name: 'quota-mailIdentities',
    quota: 'mailIdentities',
    service: 'ses',
    operations: ['CreateEmailIdentity'],
    count: async ({ caller, region }, context) => {
      const rest = { method: 'GET', path: '/v2/email/identities' };
      const request = { accountId: caller.accountId, region, service: 'ses', operation: 'ListEmailIdentities', input: {}, rest };
      const { EmailIdentities } = (await context.emulator(request)).output;
      return Array.isArray(EmailIdentities) ? EmailIdentities.length : 0;
    },
    refusal: () => new AwsError('LimitExceededException', 'There are too many instances of the specified resource type.'),
  }),
];
