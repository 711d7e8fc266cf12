import type { Closing } from '@tenantry/shared/config';
import type { Quota } from '../contract/plan.ts';
import { type Reading, unknownOf } from '../reading.ts';

const DAY = 86_400_000;

/**
 * Closings that Organizations allows in its rolling window. Pure.
 * @param times of closings within the window, epoch milliseconds, oldest first
 * @param members of the organization; where they are not known the limit is the least that AWS allows
 */
export const closingsQuota = (
  times: readonly number[],
  members: Reading<number>,
  { share, minimum, maximum, windowDays }: Closing,
  now: number,
): Quota => {
  const limit = Math.min(maximum, Math.max(minimum, Math.floor((members.value ?? 0) * share)));
  const counted = times.filter((time) => time > now - windowDays * DAY);
  const oldest = counted[counted.length - limit];
  return {
    id: 'closings',
    name: `Account closings in ${windowDays} days`,
    limit,
    used: counted.length,
    free: Math.max(0, limit - counted.length),
    unknown: unknownOf(members),
    source: 'organization.closing of the configuration; Organizations API reference, CloseAccount',
    adjustable: false,
    fix: 'Nothing to do: off-boarded accounts are empty, cost nothing, and are closed when the window allows. docs/runbook.md#the-close-queue-grows',
    ...(oldest === undefined ? {} : { freesAt: new Date(oldest + windowDays * DAY).toISOString() }),
  };
};
