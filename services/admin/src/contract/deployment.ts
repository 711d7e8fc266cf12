import { z } from 'zod';
import { named, seconds } from './fields.ts';
import { PlanOffer } from './plans.ts';
import { GROUPS, type RouteDefinition } from './route.ts';

export const Deployment = named(
  'Deployment',
  'What a client must know of this deployment.',
  z.object({
    stage: z.string(),
    version: z.string().describe('Of the release that the API is of.'),
    region: z.string(),
    rootDomain: z.string(),
    publicUrl: z.string().describe("Where a tenant's console answers; `{domain}` is replaced."),
    accounts: z.object({ owner: z.string(), superAdmin: z.string(), devops: z.string(), networking: z.string(), production: z.string() }),
    hostedZoneId: z.string(),
    zoneIds: z.array(z.string()).describe("Availability zones of every VPC, tenants' too."),
    cells: z.array(z.object({ name: z.string(), pool: z.string(), capacity: z.int() })),
    prefix: z.object({ default: z.int(), min: z.int(), max: z.int() }),
    plans: z.array(PlanOffer).describe('What may be chosen for a tenant; a plan that is not here has the limits of the first one.'),
    reservedSlugs: z.array(z.string()),
    commonVariables: z.record(z.string(), z.string()),
    runbookUrl: z.string().optional().describe('Where people read the runbook, if the configuration says so.'),
    dashboardUrl: z.string().optional().describe('The dashboard in CloudWatch; absent where the configuration says that nobody opens it.'),
    traces: z.boolean().optional().describe('Whether events and steps lead to their traces in X-Ray.'),
    stages: z.array(
      z.object({
        stage: z.string(),
        waitsFor: z.array(z.string()).describe('Events that it needs until it is done.'),
        beginsWith: z.array(z.string()).optional().describe('Those of them without which it does not begin.'),
        ready: z.string().optional(),
        removed: z.string(),
        steps: z.array(z.object({ step: z.string(), usualSeconds: seconds.optional() })),
      }),
    ),
  }),
);

export const Check = named(
  'Check',
  'One thing that must hold, or that somebody should look at.',
  z.object({
    name: z.string(),
    isOk: z.boolean().describe('Neither failed nor a warning.'),
    state: z.enum(['ok', 'warning', 'failed']).describe('warning: the control plane works, and somebody should look nevertheless.'),
    detail: z.string(),
    fix: z.string().optional(),
  }),
);

export const deploymentRoutes = {
  'GET /me': {
    tag: 'deployment',
    summary: 'Says who calls and what that person or machine may do',
    group: 'viewer',
    mutates: false,
    status: 200,
    answer: named(
      'Me',
      'The caller.',
      z.object({
        subject: z.string(),
        displayName: z.string(),
        groups: z.array(z.string()),
        group: z.enum(GROUPS).describe('The highest of them.'),
      }),
    ),
  },
  'GET /deployment': {
    tag: 'deployment',
    summary: 'Describes the deployment',
    group: 'viewer',
    mutates: false,
    status: 200,
    answer: Deployment,
  },
  'GET /checks': {
    tag: 'deployment',
    summary: 'Checks that the control plane works, and warns of alarms, tenants that need attention, and failed messages',
    group: 'viewer',
    mutates: false,
    status: 200,
    answer: named('Checks', 'All checks.', z.object({ isOk: z.boolean(), checks: z.array(Check) })),
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
