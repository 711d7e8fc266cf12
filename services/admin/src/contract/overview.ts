import { z } from 'zod';
import { AttentionKind } from './attention.ts';
import { Closing } from './cost.ts';
import { named, seconds, TenantState, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';
import { TenantSummary } from './tenants.ts';

/** Tenants of each list of the overview: the whole list is one step away. */
export const MOST_SHOWN = 10;
/** Days over which durations of on-boardings are taken. */
export const DAYS = 30;

const listed = (which: string) =>
  z.object({ total: z.int(), tenants: z.array(TenantSummary).describe(`${which}; ${MOST_SHOWN} at most.`) });

export const Overview = named(
  'Overview',
  'What a person looks at first: what needs attention, what is moving, and how the deployment is. Of one read of the tenants, without a call of AWS.',
  z.object({
    asOf: time,
    attention: listed('Those that need attention: what nobody has acknowledged or silenced first, then the worst, then the oldest').extend({
      unhandled: z.int().describe('Those with something that nobody has acknowledged or silenced.'),
      kinds: z.array(z.object({ kind: AttentionKind, tenants: z.int() })).describe('Every kind, the worst first.'),
    }),
    moving: listed('Those at which stages work and that need no attention, the longest under way first'),
    states: z.array(z.object({ state: TenantState, tenants: z.int() })).describe('Every state, with those that are gone.'),
    onboarding: z
      .object({
        days: z.int().describe('On-boardings that were requested in the last so many days and became ready.'),
        count: z.int(),
        p50Seconds: seconds.optional().describe('Half of them took at most so long. Absent where there are none.'),
        p95Seconds: seconds.optional().describe('95 of 100 took at most so long. Absent where there are none.'),
        latest: z
          .array(z.object({ tenantId, name: z.string(), readyAt: time, seconds }))
          .describe(`The latest ${MOST_SHOWN}, oldest first.`),
      })
      .describe('From the request until the tenant was ready, waits for AWS and for people included.'),
    closings: z
      .object({ total: z.int(), closings: z.array(Closing).describe(`The next ${MOST_SHOWN}.`) })
      .describe('Accounts that wait to be closed, the next one first.'),
  }),
);
export type Overview = z.infer<typeof Overview>;

export const overviewRoutes = {
  'GET /overview': {
    tag: 'deployment',
    summary: 'Says in one answer what needs attention, what is moving, and how the deployment is',
    group: 'viewer',
    mutates: false,
    status: 200,
    answer: Overview,
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
