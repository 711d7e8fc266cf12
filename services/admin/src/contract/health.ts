import { healthFields } from '@tenantry/events-schema/health';
import { z } from 'zod';
import { named, time } from './fields.ts';

export const Health = named(
  'Health',
  'How the domain of a live tenant answered when it was last looked at from outside, which is every five minutes.',
  z.object({
    state: z
      .enum(['well', 'failing', 'unwell'])
      .describe('well; failing after one look that failed; unwell after two in a row, which needs attention. More may follow.'),
    at: time.describe('When it was looked at. What is long ago says nothing of now.'),
    since: time.describe('When the first look in a row was that said the same.'),
    ...healthFields,
  }),
);
