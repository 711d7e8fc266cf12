import { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';

/** A token bucket of one operation: so many calls at once, then so many a second. */
interface Rate {
  readonly operation: string;
  readonly perSecond: number;
  readonly burst: number;
}

const SOURCE = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (throttling limits)';

/** Organizations' rates, per management account. */
export const RATES: readonly Rate[] = [
  { operation: 'CloseAccount', perSecond: 0.05, burst: 1 },
  { operation: 'CreateAccount', perSecond: 0.1, burst: 3 },
];

interface Bucket {
  tokens: number;
  /** Real milliseconds since the epoch. */
  at: number;
}

/** Takes a token, if there is one. The instant clock refills at once. */
const isTaken = ({ clock, state }: GatewayContext, { operation, perSecond, burst }: Rate): boolean => {
  if (clock.scale === 'instant') return true;
  const buckets = state<Record<string, Bucket>>('organizations-rates', () => ({}));
  const now = clock.now();
  const before = buckets[operation] ?? { tokens: burst, at: now };
  const awsSeconds = ((now - before.at) / 1000) * clock.scale;
  const tokens = Math.min(burst, before.tokens + awsSeconds * perSecond);
  buckets[operation] = { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now };
  return tokens >= 1;
};

export const organizationsRateRules: readonly Rule[] = RATES.map((rate) => ({
  name: `rate-of-${rate.operation}`,
  source: SOURCE,
  service: 'organizations',
  operations: [rate.operation],
  before: (_call, context) => {
    if (isTaken(context, rate)) return undefined;
    throw new AwsError(
      'TooManyRequestsException',
      "AWS Organizations can't complete your request because another request is already in progress. Try again later.",
      400,
      { Type: rate.operation },
    );
  },
}));
