import type { Closing } from '@tenantry/shared/deployment/closing-config';
import type { Quota } from '../contract/plan.ts';
import { type Reading, unknownOf } from '../readings/reading.ts';

const DAY = 86_400_000;

/**
 * Closings that Organizations allows in its rolling window. Pure.
 * @param times of closings within the window, epoch milliseconds, oldest first
 * @param members of the organization; where they are not known, neither is the limit, unless the configuration has one alone
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
  const common = {
    id: 'closings',
    name: `Account closings in ${windowDays} days`,
    used: counted.length,
    source: 'organization.closing of the configuration; Organizations API reference, CloseAccount',
    adjustable: false,
    fix: 'Nothing to do: off-boarded accounts are empty, cost nothing, and are closed when the window allows. docs/runbook.md#the-close-queue-grows',
  };
  // The least that it may be would say that there is no room where there is.
  if (members.value === undefined && minimum !== maximum) return { ...common, unknown: unknownOf(members) };
  return {
    ...common,
    limit,
    free: Math.max(0, limit - counted.length),
    ...(oldest === undefined ? {} : { freesAt: new Date(oldest + windowDays * DAY).toISOString() }),
  };
};
