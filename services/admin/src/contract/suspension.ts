import { z } from 'zod';
import { Accepted, confirm, named, reason, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';

/** Where the suspension of a tenant is; absent of one that is not suspended. */
export const SuspensionState = z.object({
  state: z
    .enum(['suspending', 'suspended', 'resuming'])
    .describe('`suspended` only when every stage has said so; `resuming` until every stage has verified all that it had again.'),
  since: time.describe('When it was asked for.'),
});

export const SuspensionReport = named(
  'SuspensionReport',
  'Who suspended the tenant, or resumed it, and what of it is done.',
  SuspensionState.extend({
    requestedBy: z.string().describe('Subject of the person in the super admins’ user pool, or `machine:<name>`.'),
    requestedByName: z.string().optional().describe('What the person or machine is called; nobody is known by it.'),
    reason: z.string(),
    stages: z.array(
      z.object({ stage: z.string(), doneAt: time.optional().describe('When the stage said that it has followed; absent until then.') }),
    ),
  }),
);
export type SuspensionReport = z.infer<typeof SuspensionReport>;

const common = {
  tag: 'tenants',
  group: 'admin',
  mutates: true,
  path: z.strictObject({ id: tenantId }),
  body: named('SuspensionRequest', 'Typed confirmation, and why.', z.strictObject({ confirm, reason })),
  status: 202,
  answer: Accepted,
  problems: [409],
} as const;

export const suspensionRoutes = {
  'POST /tenants/{id}/suspension': {
    ...common,
    summary: 'Suspends a tenant: its door is shut, and everything stays',
    description:
      'Its domain answers with its own page and 503, nobody signs in, releases wait. Nothing is deleted, so everything goes on costing what it costs. Refused with 409 before it was ever ready: cancel it then.',
  },
  'POST /tenants/{id}/suspension/end': {
    ...common,
    summary: 'Resumes a suspended tenant',
    description: 'Every stage verifies all that it had and opens it; a release that waited is delivered.',
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
