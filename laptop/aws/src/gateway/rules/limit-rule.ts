import type { AwsCall } from '../call.ts';
import type { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';
import { type QuotaName, quotaSource } from './limits.ts';
import { quotas } from './quotas.ts';

interface Limited extends Pick<Rule, 'name' | 'service' | 'operations'> {
  readonly quota: QuotaName;
  /** How many there are. */
  readonly count: (call: AwsCall, context: GatewayContext) => Promise<number>;
  readonly refusal: () => AwsError;
}

/** Refuses to create one more thing than a quota allows. */
export const limitRule = ({ quota, count, refusal, ...rule }: Limited): Rule => ({
  ...rule,
  source: quotaSource(quota),
  before: async (call, context) => {
    if ((await count(call, context)) < quotas(context)[quota]) return undefined;
    throw refusal();
  },
});
