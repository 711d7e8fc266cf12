import type { Scope } from './scope.ts';
import { newPassword, scramVerifier } from './tenant-database.ts';
import { createSecret, isWritten, secretOf, type TenantSecret, writeSecret } from './tenant-secret.ts';

/** What the tenant's API or its migrations read. */
export interface DatabaseSecret {
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
  readonly username: string;
  readonly password: string;
  readonly schema: string;
  /** Whether to insist on TLS. */
  readonly ssl: boolean;
}
export interface Needs {
  readonly schemaName: string;
  readonly databaseName: string;
}

/** What differs of it each time. */
const PASSWORD = 'the password in PostgreSQL';

/**
 * The password of one of the tenant's logins, in a secret of the tenant's own account: it ends with the account, and needs neither a
 * cross-account key nor a resource policy (docs/adr/0005). The secret is the truth; PostgreSQL is set to it every time.
 * @param purpose ends the secret's name: who may read which is decided by that
 * @param loginOf whose password it is
 */
export const databaseSecret = (purpose: string, loginOf: (tenantId: string) => string) => {
  const content =
    ({ administrator: { database, tls }, tenantId }: Scope, { schemaName, databaseName }: Needs) =>
    ({ password = newPassword() }: Partial<DatabaseSecret>): DatabaseSecret => ({
      host: database.host,
      port: database.port,
      dbname: databaseName,
      username: loginOf(tenantId),
      password,
      schema: schemaName,
      ssl: tls,
    });
  return {
    ...secretOf(purpose),
    create: (scope: Scope, needs: Needs) => createSecret(scope, purpose, content(scope, needs)),
    // Which password PostgreSQL has, it says to nobody.
    differs: (scope: Scope, needs: Needs, found: TenantSecret) => [
      ...(isWritten(found, content(scope, needs)) ? [] : ['the secret']),
      PASSWORD,
    ],
    unseen: [PASSWORD],
    repair: async (scope: Scope, needs: Needs, found: TenantSecret): Promise<TenantSecret> => {
      const stored = await writeSecret(scope, found, content(scope, needs));
      await scope.administrator.transaction(async (client) => {
        const verifier = client.escapeLiteral(scramVerifier(stored.value.password));
        await client.query(`ALTER ROLE ${client.escapeIdentifier(loginOf(scope.tenantId))} PASSWORD ${verifier}`);
      });
      return stored;
    },
  };
};
