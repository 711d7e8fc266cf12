import { z } from 'zod';
import { named, nextCursor, page, tenantId, time, usd } from './fields.ts';
import { CostEstimate, Quota } from './plan.ts';
import type { RouteDefinition } from './route.ts';

const unknownCost = z.string().optional().describe('Why Cost Explorer says nothing: its figures are absent then, estimates are there.');

export const TenantCost = named(
  'TenantCost',
  'What a tenant costs.',
  z.object({
    tenantId: z.string(),
    accountId: z.string().optional(),
    currency: z.literal('USD'),
    months: z
      .array(z.object({ month: z.string().describe('`2026-11`.'), usd, isFinal: z.boolean() }))
      .describe('By Cost Explorer, oldest first.'),
    services: z.array(z.object({ service: z.string(), usd })).describe('This month by service, by Cost Explorer.'),
    reportedUntil: time.optional().describe('Cost Explorer is about a day late.'),
    unknown: unknownCost,
    estimate: CostEstimate.describe('What is deployed now, by list price.'),
    estimatedThisMonthUsd: usd.describe('What is deployed, for the hours of this month in which it was there.'),
    estimatedAt: time,
  }),
);
export type TenantCost = z.infer<typeof TenantCost>;

export const Cost = named(
  'Cost',
  'What all tenants cost this month.',
  z.object({
    currency: z.literal('USD'),
    month: z.string(),
    totalUsd: usd.optional().describe('All accounts of the organization, by Cost Explorer.'),
    sharedUsd: usd.optional().describe("Of it, accounts that are no tenant's."),
    months: z
      .array(z.object({ month: z.string().describe('`2026-11`.'), usd, isFinal: z.boolean() }))
      .optional()
      .describe('All accounts by month, by Cost Explorer, oldest first; absent where it says nothing.'),
    estimatedThisMonthUsd: usd.describe('What tenants have deployed, by list price, until now.'),
    estimatedMonthlyUsd: usd.describe('The same per whole month.'),
    priceUnknown: z
      .string()
      .optional()
      .describe('What has no known price in the region of the deployment: estimates are less than the cost then.'),
    reportedUntil: time.optional(),
    unknown: unknownCost,
    estimatedAt: time,
    tenants: z.array(
      z.object({
        tenantId: z.string(),
        slug: z.string(),
        name: z.string(),
        accountId: z.string(),
        usd: usd.optional().describe('By Cost Explorer.'),
        estimatedThisMonthUsd: usd,
        estimatedMonthlyUsd: usd,
      }),
    ),
  }),
);
export type Cost = z.infer<typeof Cost>;

export const Closing = named(
  'Closing',
  'An account on its way to be closed.',
  z.object({
    tenantId: z.string(),
    slug: z.string(),
    name: z.string(),
    accountId: z.string(),
    state: z.enum(['queued', 'closed']),
    offboardedAt: time,
    closesAt: time.optional().describe('When the quota is expected to allow it.'),
    closedAt: time.optional(),
  }),
);
export type Closing = z.infer<typeof Closing>;

export const costRoutes = {
  'GET /cost': {
    tag: 'cost',
    summary: 'Shows what tenants cost, each and in total',
    group: 'viewer',
    mutates: false,
    status: 200,
    answer: Cost,
  },
  'GET /tenants/{id}/cost': {
    tag: 'cost',
    summary: 'Shows what a tenant costs',
    group: 'viewer',
    mutates: false,
    path: z.strictObject({ id: tenantId }),
    status: 200,
    answer: TenantCost,
  },
  'GET /closings': {
    tag: 'closings',
    summary: 'Lists accounts that wait to be closed, or were lately',
    group: 'viewer',
    mutates: false,
    query: z.strictObject({ state: z.enum(['queued', 'closed']).default('queued').describe('queued or closed.'), ...page }),
    status: 200,
    answer: named(
      'ClosingPage',
      'Closings: queued ones by date, closed ones newest first.',
      z.object({ closings: z.array(Closing), quota: Quota, cursor: nextCursor }),
    ),
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
