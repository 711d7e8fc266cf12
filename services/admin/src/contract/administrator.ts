import * as entry from '@tenantry/events-schema/entry';
import { z } from 'zod';
import { Accepted, confirm, named, reason, tenantId } from './fields.ts';
import type { RouteDefinition } from './route.ts';

const InvitationBody = named(
  'InvitationBody',
  "Why; another person's e-mail address to put in the place of the tenant's administrator, and the tenant's slug, typed.",
  z.strictObject({
    reason,
    email: entry.email
      .optional()
      .describe(
        'Of another person, who becomes the administrator; who was before is signed out and disabled. Without it the same is invited again.',
      ),
    confirm: confirm.optional().describe("The tenant's slug, typed by a person; only with `email`."),
  }),
);

export const administratorRoutes = {
  'POST /tenants/{id}/administrator': {
    tag: 'tenants',
    summary: "Invites the tenant's administrator again, or another person in that place",
    description:
      'A new temporary password goes out by mail, when the domain answers; the one before counts no more. Who has chosen a password gets no mail. Naming another person needs the group admin.',
    group: 'operator',
    mutates: true,
    path: z.strictObject({ id: tenantId }),
    body: InvitationBody,
    status: 202,
    answer: Accepted,
    problems: [409],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
