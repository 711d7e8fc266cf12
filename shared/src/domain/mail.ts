import { z } from 'zod';
import { serviceName } from './names.ts';

/**
 * Why the mail of a tenant's users cannot leave from the tenant's own domain: SES keeps new accounts in a sandbox, the domain's DKIM is not
 * verified, AWS or somebody has paused sending, or nobody may ask SES (roles of an account from before this was asked).
 */
export const MAIL_HINDRANCES = ['sandbox', 'unverified', 'paused', 'not-asked'] as const;
export type MailHindrance = (typeof MAIL_HINDRANCES)[number];

/** Who sends the mail of a tenant's users: SES in the name of the tenant's domain, or Cognito in its own. */
export const MAIL_SENDERS = ['domain', 'cognito'] as const;
export type MailSender = (typeof MAIL_SENDERS)[number];

/**
 * How the tenant's administrator stands: nobody of that name is in the pool, or nobody was written to yet; the temporary password counts, or
 * does not any more; a password was chosen; or the person was disabled.
 */
export const INVITATION_STATES = ['no-user', 'not-invited', 'invited', 'expired', 'signed-in', 'disabled'] as const;

/** The function that looks at a tenant's people and mail. Its name begins as that of its stage, whose role it has. */
export const mailFunctionName = (deployment: string): string => serviceName(deployment, 'pipeline-mail');

/** What the admin service asks that function. */
export const MailRequest = z.strictObject({ ask: z.literal('look'), tenantId: z.ulid() });

/** What it answers: of addresses only how many. */
export const MailAnswer = z.object({
  invitation: z.object({
    state: z.enum(INVITATION_STATES),
    at: z.iso.datetime().optional(),
    expiresAt: z.iso.datetime().optional(),
  }),
  /** Absent where the tenant has no user pool. */
  mail: z
    .object({
      sender: z.enum(MAIL_SENDERS),
      hindrances: z.array(z.enum(MAIL_HINDRANCES)),
      /** Addresses that SES writes to no more. Absent where nobody may ask. */
      undelivered: z.object({ bounces: z.int(), complaints: z.int(), lastAt: z.iso.datetime().optional() }).optional(),
    })
    .optional(),
});
export type MailAnswer = z.infer<typeof MailAnswer>;
