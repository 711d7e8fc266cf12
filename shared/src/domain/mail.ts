/**
 * Why the mail of a tenant's users cannot leave from the tenant's own domain: SES keeps new accounts in a sandbox, the domain's DKIM is not
 * verified, AWS or somebody has paused sending, or nobody may ask SES (roles of an account from before this was asked).
 */
export const MAIL_HINDRANCES = ['sandbox', 'unverified', 'paused', 'not-asked'] as const;
export type MailHindrance = (typeof MAIL_HINDRANCES)[number];

/** Who sends the mail of a tenant's users: SES in the name of the tenant's domain, or Cognito in its own. */
export const MAIL_SENDERS = ['domain', 'cognito'] as const;
export type MailSender = (typeof MAIL_SENDERS)[number];
