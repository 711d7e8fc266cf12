import * as entry from '@tenantry/events-schema/entry';
import { INVITATION_STATES, MAIL_HINDRANCES, MAIL_SENDERS } from '@tenantry/shared/domain/mail';
import { z } from 'zod';
import { Accepted, confirm, named, reason, tenantId, time } from './fields.ts';
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

const Administrator = named(
  'Administrator',
  "How a tenant's administrator stands, and who sends the mail of its users, as AWS has it at this moment.",
  z.object({
    email: z.string().describe("Of the tenant's administrator, as requested or as last changed."),
    invitation: z.object({
      state: z
        .enum(INVITATION_STATES)
        .describe(
          '`not-invited` before the domain answers; `expired`: the temporary password counts no more, and the invitation has to be sent again.',
        ),
      at: time.optional().describe('When it last went out; of somebody who has not signed in.'),
      expiresAt: time.optional().describe('Until when its temporary password counts.'),
    }),
    mail: z
      .object({
        sender: z.enum(MAIL_SENDERS).describe("`domain`: SES, in the name of the tenant's own domain; `cognito`: Cognito, 50 a day."),
        hindrances: z.array(z.enum(MAIL_HINDRANCES)).describe("What keeps mail from leaving from the tenant's own domain."),
        undelivered: z
          .object({
            bounces: z.int().describe('Addresses that mail came back from for good.'),
            complaints: z.int().describe('Addresses that called mail unwanted.'),
            lastAt: time.optional(),
          })
          .optional()
          .describe(
            "Addresses that SES writes to no more; which they are is known in the tenant's account only. Absent where SES could not be asked.",
          ),
      })
      .optional()
      .describe('Absent where the tenant has no user pool.'),
  }),
);

export const administratorRoutes = {
  'GET /tenants/{id}/administrator': {
    tag: 'tenants',
    summary: "Shows how the tenant's administrator stands, and who sends the mail of its users",
    group: 'viewer',
    mutates: false,
    path: z.strictObject({ id: tenantId }),
    status: 200,
    answer: Administrator,
  },
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
