import { z } from 'zod';
import { defineEvent } from './event.ts';

/** What a look at a tenant's domain says, in an event and in the API. */
export const healthFields = {
  url: z.string().describe('What was asked: of a tenant that does not answer, the first address that failed.'),
  status: z.int().optional().describe('How it answered, where it did.'),
  code: z.string().optional().describe('Why there was no answer: `ECONNREFUSED`, `TimeoutError`; or `UnexpectedAnswer`.'),
  reason: z.string().max(500).optional().describe('In one sentence, of a tenant that does not answer as it should.'),
};

export const TenantHealthChanged = defineEvent(
  'tenantry.admin',
  'TenantHealthChanged',
  'The domain of a live tenant does not answer as it should, twice in a row (`well` is false); or it does again. Nothing follows from it but attention.',
  {
    well: z.boolean(),
    since: z.iso.datetime().describe('When the first of these looks was, UTC.'),
    ...healthFields,
  },
);
