import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { isTaken, type Rate } from '../token-bucket.ts';

/** The token bucket of one operation. */
interface OperationRate extends Rate {
  readonly operation: string;
}

const SOURCE = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (throttling limits)';

/** Organizations' rates, per management account. */
const RATES: readonly OperationRate[] = [
  { operation: 'CloseAccount', perSecond: 0.05, burst: 1 },
  { operation: 'CreateAccount', perSecond: 0.1, burst: 3 },
  { operation: 'DescribeCreateAccountStatus', perSecond: 2, burst: 2 },
  { operation: 'ListAccounts', perSecond: 8, burst: 12 },
  { operation: 'ListCreateAccountStatus', perSecond: 5, burst: 8 },
  { operation: 'ListParents', perSecond: 5, burst: 8 },
  { operation: 'TagResource', perSecond: 4, burst: 6 },
];

export const organizationsRateRules: readonly Rule[] = RATES.map((rate) => ({
  name: `rate-of-${rate.operation}`,
  source: SOURCE,
  service: 'organizations',
  operations: [rate.operation],
  before: (_call, context) => {
    if (isTaken(context, `organizations/${rate.operation}`, rate)) return undefined;
    throw new AwsError(
      'TooManyRequestsException',
      "AWS Organizations can't complete your request because another request is already in progress. Try again later.",
      400,
      { Type: rate.operation },
    );
  },
}));
