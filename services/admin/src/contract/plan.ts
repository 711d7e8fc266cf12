import { z } from 'zod';
import { FieldProblem, named, StageNameField, seconds, time, usd } from './fields.ts';
import { PlanOffer } from './plans.ts';
import type { RouteDefinition } from './route.ts';
import { TenantRequest } from './tenant-request.ts';

export const Quota = named(
  'Quota',
  'A limit and how much of it is used.',
  z.object({
    id: z.string().describe('`accounts`, `closings`, `peerings/<cell>`, `addresses/<cell>`, …'),
    name: z.string(),
    limit: z.number().optional(),
    used: z.number().optional(),
    free: z.number().optional(),
    unknown: z
      .string()
      .optional()
      .describe('What AWS did not say, and why. Limit, use and room are absent where nothing else says them; else they may be less.'),
    source: z.string().describe('Where limit and use come from.'),
    adjustable: z.boolean(),
    fix: z.string().describe('What to do when there is no room.'),
    freesAt: time.optional().describe('When the next one is free again, for a rolling window.'),
  }),
);
export type Quota = z.infer<typeof Quota>;

export const CostEstimate = named(
  'CostEstimate',
  'What resources cost by list price, without usage.',
  z.object({
    currency: z.literal('USD'),
    monthlyUsd: usd.describe('US dollars per month of 730 hours, without what is in `unpriced`.'),
    items: z.array(
      z.object({
        resource: z.string(),
        quantity: z.number(),
        unit: z.string(),
        units: z.number().optional().describe('Of each, a month: 730 hours, or 1 month.'),
        unitUsd: usd,
        monthlyUsd: usd,
        source: z.string().describe("AWS's price page."),
      }),
    ),
    unpriced: z
      .array(z.object({ resource: z.string(), quantity: z.number(), source: z.string().describe("AWS's price page.") }))
      .optional()
      .describe('What is charged in the region at a price that is not recorded.'),
    priceUnknown: z
      .string()
      .optional()
      .describe('The same in a sentence; absent when all prices are known. The sum is less than the cost then.'),
    notIncluded: z.array(z.string()).describe('Usage that nobody knows beforehand, with its price.'),
    pricesAsOf: z.string().describe('Date of the price table.'),
    region: z.string().describe('Of the deployment, whose prices these are.'),
  }),
);
export type CostEstimate = z.infer<typeof CostEstimate>;

export const PlannedStage = named(
  'PlannedStage',
  'What a stage would create.',
  z.object({
    stage: StageNameField,
    resources: z.int(),
    startsAfterSeconds: seconds,
    seconds: seconds.describe('How long it usually takes from then on.'),
    steps: z.array(
      z.object({
        step: z.string(),
        creates: z.array(
          z.object({
            type: z.string().describe("CloudFormation's name of the type: `AWS::EC2::VPC`."),
            count: z.int(),
            account: z.enum(['tenant', 'owner', 'super-admin', 'devops', 'networking', 'production']),
          }),
        ),
        waits: z.object({ for: z.string(), seconds, source: z.string() }).optional(),
      }),
    ),
  }),
);
export type PlannedStage = z.infer<typeof PlannedStage>;

export const Plan = named(
  'Plan',
  'What on-boarding a tenant would do. Nothing was created or claimed.',
  z.object({
    possible: z
      .boolean()
      .describe('Whether the same request would be accepted, every quota that is known has room, and nothing that is known is in the way.'),
    problems: z.array(FieldProblem).describe('What is wrong with the request: values, taken names and ranges.'),
    refusals: z
      .array(
        z.object({ quota: z.string().describe('Its id, or `wildcard-record`: what is in the way.'), reason: z.string(), fix: z.string() }),
      )
      .describe('Quotas without room, and what else stops every tenant.'),
    unknown: z.array(z.string()).describe('What AWS did not say, and why: it may be in the way all the same.'),
    tenant: z.object({ name: z.string(), slug: z.string(), domain: z.string(), cidr: z.string().optional() }).optional(),
    plan: PlanOffer.optional().describe('The plan that was chosen, with what the tenant is held to.'),
    resources: z.int(),
    stages: z.array(PlannedStage),
    quotas: z.array(Quota),
    cost: CostEstimate,
    time: z.object({
      seconds: seconds.describe('Usual time until the tenant is ready: the longest chain of waits.'),
      serialSeconds: seconds.describe('The same waits one after the other.'),
    }),
  }),
);
export type Plan = z.infer<typeof Plan>;

export const PlanRequest = named(
  'PlanRequest',
  'A tenant request as far as it is known; values may be wrong, the plan says so.',
  TenantRequest.extend({
    name: z.string(),
    slug: z.string(),
    domain: z.string(),
    adminEmail: z.string(),
    plan: z.string(),
    cidr: z.string(),
    variables: z.record(z.string(), z.string()),
    tenants: z.int().min(1).max(1_000).describe('How many such tenants are wanted: quotas must have room for all. 1 when absent.'),
  }).partial(),
);

export const planRoutes = {
  'POST /plan': {
    tag: 'plan',
    summary: 'Says what on-boarding a tenant would create, need, cost and take',
    description: 'A dry run, also for the live validation of a form: wrong values are in `problems`, not refused.',
    group: 'viewer',
    mutates: false,
    body: PlanRequest,
    status: 200,
    answer: Plan,
  },
  'GET /quotas': {
    tag: 'plan',
    summary: 'Lists quotas and their use',
    group: 'viewer',
    mutates: false,
    status: 200,
    answer: named('Quotas', 'Limits that stop on- or off-boarding.', z.object({ quotas: z.array(Quota), asOf: time })),
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
