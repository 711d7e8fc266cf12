import { AwsError } from '../errors.ts';
import type { AwsCall, GatewayContext, Rule } from '../types.ts';
import { distributionsOf } from './distributions.ts';
import { type QuotaName, quotaSource, quotas } from './quotas.ts';

interface Limited {
  readonly quota: QuotaName;
  readonly service: string;
  readonly operations: readonly string[];
  /** How many there are. */
  readonly count: (call: AwsCall, context: GatewayContext) => Promise<number>;
  readonly refusal: (quota: number) => AwsError;
}

const LIMITED: readonly Limited[] = [
  {
    quota: 'distributionsPerAccount',
    service: 'cloudfront',
    operations: ['CreateDistribution', 'CreateDistributionWithTags'],
    count: async (call, context) => (await distributionsOf(context, call.caller.accountId)).length,
    refusal: () =>
      new AwsError(
        'TooManyDistributions',
        'Processing your request would cause you to exceed the maximum number of distributions allowed.',
      ),
  },
  {
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
  },
];

/** What an account may have of the things in front of a tenant. */
export const edgeQuotaRules: readonly Rule[] = LIMITED.map(({ quota, service, operations, count, refusal }) => ({
  name: `quota-${quota}`,
  source: quotaSource(quota),
  service,
  operations,
  before: async (call, context) => {
    if ((await count(call, context)) < quotas(context)[quota]) return undefined;
    throw refusal(quotas(context)[quota]);
  },
}));
