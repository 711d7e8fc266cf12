import { z } from 'zod';
import { defineEvent } from './event.ts';
import { accountId } from './fields.ts';

const source = 'tenantry.offboard';

export const TenantOffboarding = defineEvent(source, 'TenantOffboarding', 'The way back has begun: every stage stops going forward.', {
  reason: z.string(),
  export: z.boolean(),
});

export const TenantOffboarded = defineEvent(
  source,
  'TenantOffboarded',
  'Nothing billable is left; the account is closed or queued to be.',
  {
    accountId: accountId.optional(),
    leftovers: z.int(),
    closing: z.object({ state: z.enum(['none', 'closed', 'queued']), closesAt: z.iso.datetime().optional() }),
  },
);
