import { z } from 'zod';
import * as fields from './fields.ts';
import { text } from './text.ts';

/**
 * Fields as a person enters them: what AWS would refuse later is refused here. Stricter than the fields of events (`fields.ts`), which
 * read whatever the archive holds, and may never become narrower.
 */

/**
 * Hyphens in the third and fourth place are kept for internationalized names (RFC 5891, 4.2.3.1), and certificate authorities issue no
 * such label unless it is one (CA/Browser Forum, Baseline Requirements, 7.1.2.7.12: "P-Labels or Non-Reserved LDH Labels").
 */
export const slug = fields.slug.refine(
  (label) => !/^..--/.test(label),
  'hyphens in places 3 and 4 are kept for international names, and get no certificate',
);

/** Its user name in Cognito has at most 128 characters (AdminCreateUser, Username); its local part 64 (RFC 5321, 4.5.3.1.1). */
export const email = z
  .email()
  .max(128)
  .refine((address) => address.lastIndexOf('@') <= 64, 'the part before the @ has more than 64 characters');

export const name = text(1, 100).refine((value) => value.trim() !== '', 'spaces alone');
export const plan = text(1, 40).refine((value) => value.trim() !== '', 'spaces alone');
export const variables = z.record(fields.variableName, text(0, 512));
/** Why something is done, for the audit. */
export const reason = text(3, 500, z.string().trim());
