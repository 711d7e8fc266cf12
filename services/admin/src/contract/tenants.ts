import { z } from 'zod';
import { Attention, Outcome } from './attention.ts';
import { StageDrift } from './drift.ts';
import { Accepted, confirm, named, nextCursor, reason, StageNameField, TenantState, tenantId, time } from './fields.ts';
import { Health } from './health.ts';
import { IsolationReport, IsolationState } from './isolation.ts';
import { Offboarding } from './offboarding.ts';
import type { RouteDefinition } from './route.ts';
import { StageView } from './stage-view.ts';
import { SuspensionReport, SuspensionState } from './suspension.ts';
import { tenantListQuery } from './tenant-list.ts';
import { TenantRequest } from './tenant-request.ts';
import { VariablesPatch } from './variables-patch.ts';

export const TenantSummary = named(
  'TenantSummary',
  'A line of the list of tenants.',
  z.object({
    tenantId: z.string(),
    slug: z.string(),
    name: z.string(),
    domain: z.string(),
    plan: z.string(),
    state: TenantState,
    outcome: Outcome.optional(),
    attention: z.array(Attention).optional().describe('For what it needs attention, the worst first; absent where it needs none.'),
    requestedAt: z.string(),
    readyAt: time.optional().describe('When it was first ready.'),
    heardAt: z.string().describe('When anything was last heard of it.'),
    accountId: z.string().optional(),
    isolation: IsolationState.optional().describe(
      'Set while it is isolated, or not yet let back: off the net, and out of reach of its roles.',
    ),
    suspension: SuspensionState.optional().describe('Set while it is suspended, or not yet resumed: its domain answers with its own page.'),
    stalled: z.array(z.string()).describe('Stages that wait for a person.'),
    activity: z.string().optional().describe('What it is at now, or waits for.'),
    behind: z
      .array(z.string())
      .optional()
      .describe(
        'Of a live tenant: stages that make more than they did when they last verified it. A replay brings it to the new baseline.',
      ),
    quietSince: time
      .optional()
      .describe('When it was last heard of, set when nothing was heard for longer than its state should take: somebody should look.'),
  }),
);
export type TenantSummary = z.infer<typeof TenantSummary>;

export const Resource = named(
  'Resource',
  'Something that a tenant has in AWS.',
  z.object({
    stage: z.string(),
    type: z.string().describe("CloudFormation's name of the type: `AWS::EC2::VPC`."),
    id: z.string().describe('Empty where no event names it.'),
    count: z.int().optional().describe('How many there are, where one line stands for several.'),
    accountId: z.string(),
    account: z.enum(['tenant', 'owner', 'super-admin', 'devops', 'networking', 'production']),
    consoleUrl: z
      .string()
      .describe('In the AWS console; sign in to that account first. Empty where the configuration says that nobody opens it.'),
  }),
);

export const ACTIONS = [
  'change',
  'variables',
  'invite',
  'check-drift',
  'retry',
  'cancel',
  'offboard',
  'replay',
  'suspend',
  'resume',
  'isolate',
  'end-isolation',
] as const;
export const Tenant = named(
  'Tenant',
  'A tenant with what its stages do and what it has.',
  TenantSummary.extend({
    adminEmail: z.string().describe("Of the tenant's administrator, as requested or as last changed."),
    limitsOf: z.string().optional().describe('Set where its plan is not in the catalogue: the plan whose limits it has.'),
    variables: z.record(z.string(), z.string()),
    quiet: z
      .object({
        stage: z.string(),
        step: z.string().describe('Empty when the stage has not begun.'),
        since: time,
        expectedBy: time.describe('When something should have been heard at the latest.'),
        advice: z.string().describe('What to do about it.'),
      })
      .optional()
      .describe('Set with `quietSince`: of what nothing was heard.'),
    drift: z.array(StageDrift).optional().describe('Of a live tenant, by stages that have looked.'),
    health: Health.optional().describe('Of a live tenant, once it was looked at.'),
    actions: z.array(z.enum(ACTIONS)).describe('What its state allows to ask for.'),
    stages: z.array(StageView).describe('Stages that have begun, in the order of the saga.'),
    resources: z.array(Resource),
    configuration: z.record(z.string(), z.unknown()).describe('Variables and ids of what was deployed, as the events name them.'),
    offboarding: Offboarding.optional(),
    isolationReport: IsolationReport.optional(),
    suspensionReport: SuspensionReport.optional(),
  }),
);
export type Tenant = z.infer<typeof Tenant>;

const TenantPage = named(
  'TenantPage',
  'Tenants, newest first or as `sort` says.',
  z.object({
    tenants: z.array(TenantSummary),
    cursor: nextCursor,
    total: z.int().optional().describe('How many fit on all pages; set where `sort` was asked for.'),
  }),
);
export type TenantPage = z.infer<typeof TenantPage>;

const one = z.strictObject({ id: tenantId });
export const tenantRoutes = {
  'GET /tenants': {
    tag: 'tenants',
    summary: 'Lists tenants, newest first',
    group: 'viewer',
    mutates: false,
    query: tenantListQuery,
    status: 200,
    answer: TenantPage,
  },
  'POST /tenants': {
    tag: 'tenants',
    summary: 'On-boards a tenant',
    description:
      'Claims slug and domain, publishes `TenantRequested`. Follow it at `location`. What a plan refuses (a quota that is used up, a wildcard record) is refused with 409.',
    group: 'admin',
    mutates: true,
    key: 'required',
    body: TenantRequest,
    status: 202,
    answer: Accepted,
  },
  'GET /tenants/{id}': {
    tag: 'tenants',
    summary: 'Shows a tenant',
    group: 'viewer',
    mutates: false,
    path: one,
    status: 200,
    answer: Tenant,
  },
  'PATCH /tenants/{id}/variables': {
    tag: 'tenants',
    summary: "Changes variables of a tenant's pipeline",
    group: 'operator',
    mutates: true,
    path: one,
    body: VariablesPatch,
    status: 202,
    answer: named('VariablesAccepted', 'All variables as they are now.', Accepted.extend({ variables: z.record(z.string(), z.string()) })),
    problems: [409],
  },
  'POST /tenants/{id}/retry': {
    tag: 'tenants',
    summary: 'Has a stage try again',
    description: 'Every step is verified again; what is missing or has drifted is mended, what is right stays.',
    group: 'operator',
    mutates: true,
    key: 'optional',
    path: one,
    body: named('RetryRequest', 'Which stage.', z.strictObject({ stage: StageNameField.describe('One of the stages.') })),
    status: 202,
    answer: Accepted,
    problems: [409],
  },
  'POST /tenants/{id}/cancel': {
    tag: 'tenants',
    summary: 'Takes a tenant back that never was live',
    description: 'Refused with 409 once the tenant has been ready: off-board it then.',
    group: 'admin',
    mutates: true,
    path: one,
    body: named('CancelRequest', 'Why.', z.strictObject({ reason })),
    status: 202,
    answer: Accepted,
    problems: [409],
  },
  'POST /tenants/{id}/offboard': {
    tag: 'tenants',
    summary: 'Takes a tenant back, with everything it has',
    description: 'For ever. Its account is emptied at once and closed when the quota of closings allows.',
    group: 'admin',
    mutates: true,
    path: one,
    body: named(
      'OffboardRequest',
      'Typed confirmation, reason, and whether to keep the data.',
      z.strictObject({
        confirm,
        reason,
        export: z.boolean().default(true).describe("Whether to dump the tenant's schema to the retention bucket first."),
      }),
    ),
    status: 202,
    answer: Accepted,
    problems: [409],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
