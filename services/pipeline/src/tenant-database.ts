import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { LoginMode } from '@tenantry/shared/domain/personal-logins';

/** Name of the tenant's schema, and of the database that it is in: `tenant_01j…`. Lower case, so that it needs no quotes. */
export const schemaNameOf = (tenantId: string): string => `tenant_${tenantId.toLowerCase()}`;
/** The login of the tenant's function, which reads and writes rows and nothing else. */
export const apiLoginOf = (tenantId: string): string => schemaNameOf(tenantId);
/** The login of the tenant's migrations, which owns the schema. */
export const ownerLoginOf = (tenantId: string): string => `${schemaNameOf(tenantId)}_owner`;
/** What a person's login belongs to, and nobody signs in with: it may read the tenant's rows, or change them, too. */
export const accessRoleOf = (tenantId: string, mode: LoginMode): string =>
  `${schemaNameOf(tenantId)}_${mode === 'read' ? 'reader' : 'writer'}`;

/** A password for PostgreSQL or Cognito: 32 characters, at least one of each class. */
export const newPassword = (): string => `Aa1-${randomBytes(21).toString('base64url')}`;

const ITERATIONS = 4096;

/**
 * What PostgreSQL stores of a password, so that the password itself is in no statement and no log (RFC 5802; PostgreSQL's
 * `scram-sha-256`). For ASCII passwords, which SASLprep leaves as they are.
 */
export const scramVerifier = (password: string, salt: Buffer = randomBytes(16)): string => {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest();
  const serverKey = hmac(salted, 'Server Key');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey.toString('base64')}:${serverKey.toString('base64')}`;
};
