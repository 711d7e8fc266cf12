import { z } from 'zod';
import { named, nextCursor, page, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';

export const AuditLine = named(
  'AuditLine',
  'Who asked for what, and what became of it.',
  z.object({
    id: z.string(),
    at: time,
    by: z.string().describe('E-mail address or user name, beside the subject that signs the line; of a machine the same as there.'),
    subject: z.string().describe('Never changes, unlike an e-mail address. A machine is `machine:<name>`.'),
    action: z.string().describe('The route: `POST /tenants/{id}/retry`.'),
    tenantId: z.string().optional(),
    tenantName: z.string().optional().describe('What the tenant is called, where that is known.'),
    target: z.string().optional().describe('What else it was about: a stage, a dead letter, a replay.'),
    reason: z.string().optional(),
    request: z.unknown().describe('The body, without values of variables.'),
    changes: z
      .array(z.object({ field: z.string(), before: z.string().optional(), after: z.string().optional() }))
      .optional()
      .describe("What the repair of an event changed, by JSON Pointer. Of people's data there is a hash, salted with the message's id."),
    outcome: z.enum(['started', 'done', 'refused', 'failed']).describe('started: the function ended before it could say more.'),
    status: z.int().optional(),
    problem: z.string().optional(),
    requestId: z.string(),
    sourceIp: z.string().optional(),
  }),
);
export type AuditLine = z.infer<typeof AuditLine>;

export const auditRoutes = {
  'GET /audit': {
    tag: 'audit',
    summary: 'Lists who did what, newest first',
    group: 'viewer',
    mutates: false,
    query: z.strictObject({
      tenantId: tenantId.optional().describe('Only about this tenant.'),
      from: time.optional().describe('Only from this time on, ISO 8601, UTC.'),
      to: time.optional().describe('Only until this time, ISO 8601, UTC.'),
      by: z
        .string()
        .max(200)
        .optional()
        .describe('Only by this person or machine: e-mail address, user name, subject, or `machine:<name>`.'),
      ...page,
    }),
    status: 200,
    answer: named('AuditPage', 'Lines of the audit.', z.object({ lines: z.array(AuditLine), cursor: nextCursor })),
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
