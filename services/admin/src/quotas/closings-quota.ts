import type { Closing } from '@tenantry/shared/config';
import type { Quota } from '../contract/plan.ts';

const DAY = 86_400_000;

/**
 * Closings that Organizations allows in its rolling window. Pure.
 * @param times of closings within the window, epoch milliseconds, oldest first
 */
export const closingsQuota = (
  times: readonly number[],
  members: number,
  { share, minimum, maximum, windowDays }: Closing,
  now: number,
): Quota => {
  const limit = Math.min(maximum, Math.max(minimum, Math.floor(members * share)));
  const counted = times.filter((time) => time > now - windowDays * DAY);
  const oldest = counted[counted.length - limit];
  return {
    id: 'closings',
    name: `Account closings in ${windowDays} days`,
    limit,
    used: counted.length,
    free: Math.max(0, limit - counted.length),
    source: 'organization.closing of the configuration; Organizations API reference, CloseAccount',
    adjustable: false,
    fix: 'Nothing to do: off-boarded accounts are empty, cost nothing, and are closed when the window allows. docs/runbook.md#the-close-queue-grows',
    ...(oldest === undefined ? {} : { freesAt: new Date(oldest + windowDays * DAY).toISOString() }),
  };
};
