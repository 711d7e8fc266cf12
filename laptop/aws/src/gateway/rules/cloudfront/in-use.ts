import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { textsAt } from '../xml-path.ts';
import { distributionsOf } from './state.ts';

const API = 'https://docs.aws.amazon.com/cloudfront/latest/APIReference';
const BEHAVIORS = ['DefaultCacheBehavior', 'CacheBehaviors.Items.CacheBehavior'];

/** Whether a cache behavior of one of the account's distributions names it. */
const isUsed = async (call: AwsCall, context: GatewayContext, member: string, isIt: (value: string) => boolean): Promise<boolean> =>
  (await distributionsOf(context, call.caller.accountId)).some((distribution) =>
    BEHAVIORS.some((behavior) => textsAt(distribution, `${behavior}.${member}`).some(isIt)),
  );

export const cloudfrontInUseRules: readonly Rule[] = [
  {
    name: 'function-in-use',
    source: `${API}/API_DeleteFunction.html`,
    service: 'cloudfront',
    operations: ['DeleteFunction'],
    before: async (call, context) => {
      const suffix = `:function/${String(call.params.Name)}`;
      const member = 'FunctionAssociations.Items.FunctionAssociation.FunctionARN';
      if (!(await isUsed(call, context, member, (arn) => arn.endsWith(suffix)))) return undefined;
      throw new AwsError('FunctionInUse', 'Cannot delete the function because it’s attached to one or more cache behaviors.', 409);
    },
  },
  {
    name: 'response-headers-policy-in-use',
    source: `${API}/API_DeleteResponseHeadersPolicy.html`,
    service: 'cloudfront',
    operations: ['DeleteResponseHeadersPolicy'],
    before: async (call, context) => {
      if (!(await isUsed(call, context, 'ResponseHeadersPolicyId', (id) => id === call.params.Id))) return undefined;
      throw new AwsError(
        'ResponseHeadersPolicyInUse',
        'Cannot delete the response headers policy because it is attached to one or more cache behaviors.',
        409,
      );
    },
  },
];
