import { z } from 'zod';

/**
 * How many accounts Organizations lets a management account close: max(share × members, minimum), at most maximum, in a rolling
 * window (API reference, CloseAccount; checked in November 2026). AWS changes these figures, and changed them lately.
 */
export const Closing = z.object({
  share: z.number().min(0).max(1).default(0.2),
  minimum: z.int().min(1).default(250),
  maximum: z.int().min(1).default(1000),
  windowDays: z.number().positive().default(30),
  /** Closings that may be in progress at a time (Organizations User Guide, "Quotas and service limits"). */
  concurrency: z.int().min(1).default(3),
  /** Days until Cost Explorer shows a day's cost as it stays: cost that appears later was not there on time. */
  reportingLagDays: z.int().min(0).default(2),
});
export type Closing = z.infer<typeof Closing>;
