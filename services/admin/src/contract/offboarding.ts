import { z } from 'zod';
import { time } from './fields.ts';

/** Of a tenant being removed, or gone. */
export const Offboarding = z.object({
  at: time,
  requestedBy: z.string().optional().describe('Subject of the person.'),
  requestedByName: z.string().optional(),
  reason: z.string(),
  export: z.boolean(),
  exportLocation: z.string().optional(),
  exportSha256: z.string().optional().describe('Of its file SHA256SUMS, which names all others; hexadecimal.'),
  offboardedAt: time.optional(),
  leftovers: z.int().optional(),
  evidence: z.object({ location: z.string(), sha256: z.string() }).optional(),
  remains: z
    .array(z.object({ what: z.string(), why: z.string() }))
    .optional()
    .describe(
      "What was left alone on purpose: the organization's own, what lay in an account that was closed already, and logins that PostgreSQL does not let go.",
    ),
  closing: z.object({ state: z.string(), closesAt: time.optional(), closedAt: time.optional() }).optional(),
});
