import { createHash, randomBytes } from 'node:crypto';
import { personalLoginPrefix } from '@tenantry/shared/domain/personal-logins';

/** A new name, by which nobody is known: SHA-256 of the subject, and chance. */
export const newLoginOf = (subject: string): string =>
  `${personalLoginPrefix(createHash('sha256').update(subject).digest('hex'))}${randomBytes(6).toString('hex')}`;
