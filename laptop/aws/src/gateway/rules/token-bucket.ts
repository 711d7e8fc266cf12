import type { GatewayContext } from '../types.ts';

/** So many calls at once, then so many a second of AWS's time. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  /** Real milliseconds since the epoch. */
  at: number;
}

/** Takes a token of the bucket of this name, if there is one. The instant clock refills at once. */
export const isTaken = ({ clock, state }: GatewayContext, name: string, { perSecond, burst }: Rate): boolean => {
  if (clock.scale === 'instant') return true;
  const buckets = state<Record<string, Bucket>>('token-buckets', () => ({}));
  const now = clock.now();
  const before = buckets[name] ?? { tokens: burst, at: now };
  const awsSeconds = ((now - before.at) / 1000) * clock.scale;
  const tokens = Math.min(burst, before.tokens + awsSeconds * perSecond);
  buckets[name] = { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now };
  return tokens >= 1;
};
