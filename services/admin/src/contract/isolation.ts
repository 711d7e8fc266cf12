import { z } from 'zod';
import { Accepted, confirm, named, reason, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';

/** Where the isolation of a tenant is; absent of one that is not isolated. */
export const IsolationState = z.object({
  state: z
    .enum(['isolating', 'isolated', 'ending'])
    .describe('`isolated` only when every stage has said so; `ending` until every stage has verified all that it had again.'),
  since: time.describe('When it was asked for.'),
});

export const IsolationReport = named(
  'IsolationReport',
  'Who isolated the tenant, or ended that, and what of it is done.',
  IsolationState.extend({
    requestedBy: z.string().describe('Subject of the person in the super admins’ user pool, or `machine:<name>`.'),
    requestedByName: z.string().optional().describe('What the person or machine is called; nobody is known by it.'),
    reason: z.string(),
    stages: z.array(
      z.object({ stage: z.string(), doneAt: time.optional().describe('When the stage said that it has followed; absent until then.') }),
    ),
  }),
);
export type IsolationReport = z.infer<typeof IsolationReport>;

const IsolationRequest = named('IsolationRequest', 'Typed confirmation, and why.', z.strictObject({ confirm, reason }));
const common = {
  tag: 'tenants',
  group: 'admin',
  mutates: true,
  path: z.strictObject({ id: tenantId }),
  body: IsolationRequest,
  status: 202,
  answer: Accepted,
  problems: [409],
} as const;

export const isolationRoutes = {
  'POST /tenants/{id}/isolation': {
    ...common,
    summary: 'Takes a tenant that may be compromised off the net',
    description:
      'Shuts its domain, its roles, its sign-in, its database logins, its releases and its routes, and deletes nothing. Asked again, everything is verified again.',
  },
  'POST /tenants/{id}/isolation/end': {
    ...common,
    summary: 'Ends the isolation of a tenant',
    description: 'Every stage verifies all that it had, and opens it again.',
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
