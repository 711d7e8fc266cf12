import { z } from 'zod';
import { defineEvent } from './event.ts';

const source = 'tenantry.pipeline';

export const MailSenderChanged = defineEvent(
  source,
  'MailSenderChanged',
  "SES lets the mail of a tenant's users leave from the tenant's own domain from now on, or does not any more.",
  { sender: z.enum(['domain', 'cognito']).describe('Who is to send: SES as the domain, or Cognito as itself.') },
);

export const MailUndelivered = defineEvent(
  source,
  'MailUndelivered',
  'Mail of a tenant came back for good, or was called unwanted: SES writes to those addresses no more. It names none of them.',
  {
    bounces: z.int().min(0).describe('Addresses that mail came back from, in this time.'),
    complaints: z.int().min(0).describe('Addresses that called mail unwanted, in this time.'),
    from: z.iso.datetime(),
    until: z.iso.datetime(),
  },
);
