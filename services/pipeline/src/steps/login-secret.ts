import { idOf } from '@tenantry/shared/aws/found';
import { resource } from '@tenantry/shared/saga/resource';
import type { Scope } from '../scope.ts';
import { newPassword, scramVerifier } from '../tenant-database.ts';
import { createSecret, isWritten, secretOf, writeSecret } from '../tenant-secret.ts';

const PURPOSE = 'database';

/** What the tenant's API and migrations read. */
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
interface Needs {
  readonly schemaName: string;
}

const content =
  ({ administrator: { database, tls } }: Scope, { schemaName }: Needs) =>
  ({ password = newPassword() }: Partial<DatabaseSecret>): DatabaseSecret => ({
    host: database.host,
    port: database.port,
    dbname: database.name,
    username: schemaName,
    password,
    schema: schemaName,
    ssl: tls,
  });

/**
 * The password of the tenant's login role, in a secret of the tenant's own account: it ends with the account, and needs neither a
 * cross-account key nor a resource policy (docs/adr/0005). The secret is the truth; PostgreSQL is set to it every time.
 */
export const loginSecret = resource(
  'loginSecret',
  {
    ...secretOf(PURPOSE),
    create: (scope: Scope, needs: Needs) => createSecret(scope, PURPOSE, content(scope, needs)),
    // Which password PostgreSQL has, it says to nobody.
    differs: (scope, needs, found) => [...(isWritten(found, content(scope, needs)) ? [] : ['the secret']), 'the password in PostgreSQL'],
    repair: async (scope, needs, found) => {
      const stored = await writeSecret(scope, found, content(scope, needs));
      await scope.administrator.transaction(async (client) => {
        const verifier = client.escapeLiteral(scramVerifier(stored.value.password));
        await client.query(`ALTER ROLE ${client.escapeIdentifier(needs.schemaName)} PASSWORD ${verifier}`);
      });
      return stored;
    },
    out: (_scope, { arn }) => ({ databaseSecretArn: idOf(arn, 'the secret of the login') }),
  },
  { creates: [{ type: 'AWS::SecretsManager::Secret' }] },
);
