import type { Closing } from '@tenantry/shared/deployment/closing-config';

/** How many accounts may be closed when. Pure arithmetic; times are epoch seconds. */
const DAY = 86_400;

/** Closings that Organizations allows in one window. @param members of the organization, without the management account */
export const quotaOf = (members: number, { share, minimum, maximum }: Closing): number =>
  Math.min(maximum, Math.max(minimum, Math.floor(members * share)));

/** The quota that any organization has: while fewer are used, nobody has to count the members. */
export const smallestQuota = (settings: Closing): number => quotaOf(0, settings);

/** Closings that still count at a time: the window rolls, so one counts until exactly `windowDays` after it. */
export const inWindow = (closedAt: readonly number[], now: number, { windowDays }: Closing): readonly number[] =>
  closedAt.filter((time) => time > now - windowDays * DAY);

/**
 * When each of `count` further closings fits into the quota, earliest first: now, or when an earlier one leaves the window.
 * @param closedAt times of all closings so far, in any order
 */
export const closingTimes = (
  closedAt: readonly number[],
  count: number,
  now: number,
  quota: number,
  { windowDays }: Closing,
): readonly number[] => {
  const times = [...closedAt].sort((a, b) => a - b);
  const planned: number[] = [];
  for (let i = 0; i < count; i++) {
    const oldest = times[times.length - quota];
    const at = oldest === undefined ? now : Math.max(now, oldest + windowDays * DAY);
    times.push(at);
    planned.push(at);
  }
  return planned;
};
