import { step } from '@tenantry/shared/saga/stage';
import type { Scope } from '../scope.ts';
import { newPassword, scramVerifier } from '../tenant-database.ts';
import { ensureSecret, removeSecret } from '../tenant-secret.ts';

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

/**
 * The password of the tenant's login role, in a secret of the tenant's own account: it ends with the account, and needs neither a
 * cross-account key nor a resource policy (docs/adr/0005). The secret is the truth; PostgreSQL is set to it every time.
 */
export const loginSecret = step(
  'loginSecret',
  {
    ensure: async (scope: Scope, { schemaName }: { schemaName: string }) => {
      const { administrator } = scope;
      const { host, port, name: dbname } = administrator.database;
      const { arn, value } = await ensureSecret<DatabaseSecret>(scope, 'database', ({ password = newPassword() }) => ({
        host,
        port,
        dbname,
        username: schemaName,
        password,
        schema: schemaName,
        ssl: administrator.tls,
      }));
      await administrator.transaction(async (client) => {
        const verifier = client.escapeLiteral(scramVerifier(value.password));
        await client.query(`ALTER ROLE ${client.escapeIdentifier(schemaName)} PASSWORD ${verifier}`);
      });
      return { databaseSecretArn: arn };
    },
    remove: (scope: Scope) => removeSecret(scope, 'database'),
  },
  {
    creates: [{ type: 'AWS::SecretsManager::Secret' }],
  },
);
