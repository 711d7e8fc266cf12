import * as entry from '@tenantry/events-schema/entry';
import { z } from 'zod';
import { Accepted, named, tenantId } from './fields.ts';
import type { RouteDefinition } from './route.ts';

export const PlanOffer = named(
  'PlanOffer',
  'A plan of the catalogue, with every figure that a tenant of it is held to.',
  z.object({
    name: z.string(),
    description: z.string().optional(),
    budgetUsd: z.number().describe('US dollars a month, of the budget that watches the account.'),
    requests: z
      .object({ address: z.int(), person: z.int(), stranger: z.int() })
      .describe('Requests to the API in five minutes, after which the web ACL blocks: of an address, a person, somebody not signed in.'),
    memoryMb: z.int().describe("Of the tenant's function."),
    concurrency: z.int().optional().describe('Kept for its function; absent where it has what its account has.'),
    cidrPrefix: z.int().describe('Prefix length of the range that is allocated when a tenant is requested; no other plan changes it.'),
    connections: z.int().describe('Of its function to the database, at a time.'),
    statementSeconds: z.int().optional().describe('How long one statement of its function may take.'),
    workMemMb: z.int().optional().describe('Memory of one sort of its function, in the database.'),
    mfa: z.enum(['ON', 'OPTIONAL']).describe('Second factor of its people.'),
  }),
);
export type PlanOffer = z.infer<typeof PlanOffer>;

const plan = entry.plan.describe('A plan of the catalogue (`GET /deployment`).');

export const changeRoutes = {
  'PATCH /tenants/{id}': {
    tag: 'tenants',
    summary: 'Changes what a tenant is called, or its plan',
    description:
      'What is left out stays. Stages that make something of it verify all that they have; a plan that changes the function is delivered by a release. The size of the network stays as it was requested.',
    group: 'admin',
    mutates: true,
    path: z.strictObject({ id: tenantId }),
    body: named(
      'TenantPatch',
      'A merge patch (RFC 7396): what shall be different.',
      z.strictObject({
        name: entry.name.optional().describe("The tenant's name, 1 to 100 characters on one line, with plain spaces."),
        plan: plan.optional(),
      }),
    ),
    status: 202,
    answer: named('TenantChange', 'Name and plan as they are now.', Accepted.extend({ name: z.string(), plan: z.string() })),
    problems: [409],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
