import { z } from 'zod';
import { defineEvent } from './event.ts';
import { accountId, evidence, slug } from './fields.ts';

const source = 'tenantry.offboard';

export const TenantOffboarding = defineEvent(source, 'TenantOffboarding', 'The way back has begun: every stage stops going forward.', {
  reason: z.string(),
  export: z.boolean(),
  rolledBack: z.boolean().optional().describe('A stage failed for good before the tenant was ever ready.'),
  closedAccount: z
    .object({
      accountId,
      noticedAt: z.iso.datetime(),
      held: z.array(z.object({ type: z.string(), id: z.string() })).describe('What events had named in it.'),
    })
    .optional()
    .describe('Somebody closed the account before: nobody gets into it, and AWS deletes it 90 days after its closing.'),
});

export const TenantOffboarded = defineEvent(
  source,
  'TenantOffboarded',
  'Nothing billable is left; the account is closed or queued to be.',
  {
    accountId: accountId.optional(),
    leftovers: z.int(),
    slug: slug.optional().describe('Free again; the tenant id never is.'),
    evidence: evidence.optional().describe('What was found and removed, and what remains and why, listed from every account.'),
    remains: z
      .array(z.object({ what: z.string(), why: z.string() }))
      .optional()
      .describe("What was left alone on purpose: the organization's own, and what lay in an account that was closed already."),
    closing: z.object({ state: z.enum(['none', 'closed', 'queued', 'pooled']), closesAt: z.iso.datetime().optional() }),
  },
);

export const AccountClosed = defineEvent(
  source,
  'AccountClosed',
  "AWS has closed the tenant's account, at once or when the quota allowed it.",
  { accountId, closedAt: z.iso.datetime() },
);

export const AccountClosingDated = defineEvent(
  source,
  'AccountClosingDated',
  'An empty account waits to be closed; told when the date that the quota allows moves.',
  { accountId, closesAt: z.iso.datetime() },
);

export const ErasureCertified = defineEvent(
  source,
  'ErasureCertified',
  'What was kept of the people of a tenant is erased, or expires by a date: signed, store by store.',
  {
    certificate: evidence.extend({
      signature: z.string().describe('S3 URI of the signature of the document.'),
      page: z.string().describe('S3 URI of the same to read and to print.'),
      publicKey: z.string().describe('S3 URI of the key that verifies the signature.'),
    }),
    completeOn: z.iso.date().describe('From then on nothing is left.'),
  },
);
