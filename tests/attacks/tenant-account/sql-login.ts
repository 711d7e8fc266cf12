import { Wait } from '@tenantry/shared/failure/errors';
import type pg from 'pg';
import type { DatabaseSecret } from '../../../services/pipeline/src/database-secret.ts';
import type { Scope } from '../../../services/pipeline/src/scope.ts';
import { loginSecret } from '../../../services/pipeline/src/steps/login-secret.ts';
import { migrationsSecret } from '../../../services/pipeline/src/steps/migrations-secret.ts';
import { schema } from '../../../services/pipeline/src/steps/schema.ts';
import type { TestDatabase } from '../../../services/pipeline/src/testing/database.ts';
import { readSecret } from '../../../services/pipeline/src/testing/secrets.ts';
import { tenant } from '../../../services/pipeline/src/testing/tenant.ts';

/** A tenant as the product makes it, and what whoever steals its secrets can do with them. */
export interface Robbed {
  readonly scope: Scope;
  /** Of its database, its schema and its function's login. */
  readonly name: string;
  /** Signs in with the secret of its function, or of its migrations; to its database, or to another. */
  readonly asFunction: (database?: string) => Promise<pg.Client>;
  readonly asMigrations: (database?: string) => Promise<pg.Client>;
}

export const robbed = async (database: TestDatabase): Promise<Robbed> => {
  const { scope } = await tenant({ database });
  const needs = await schema.ensure(scope, { plan: 'standard' }, {});
  const { databaseSecretArn } = await loginSecret.ensure(scope, needs, {});
  const { migrationsSecretArn } = await migrationsSecret.ensure(scope, needs, {});
  const by = async (arn: string, place?: string): Promise<pg.Client> => {
    const { username: user, password, dbname } = await readSecret<DatabaseSecret>(scope, arn);
    return database.connect({ user, password, database: place ?? dbname });
  };
  return {
    scope,
    name: needs.schemaName,
    asFunction: (place) => by(databaseSecretArn, place),
    asMigrations: (place) => by(migrationsSecretArn, place),
  };
};

/** Goes on as the runner does while a removal waits. */
export const patiently = async <T>(call: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Wait)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

export const removed = ({ scope }: Pick<Robbed, 'scope'>) => patiently(() => schema.remove(scope, {}, {}));

/** What of a tenant is in the cluster: its database, its logins, its schema in the central database. */
export const leftOf = async (database: TestDatabase, name: string): Promise<readonly string[]> => {
  const superuser = await database.connect();
  const { rows } = await superuser.query<{ what: string }>(
    `SELECT 'database' AS what FROM pg_database WHERE datname = $1 UNION ALL SELECT 'login ' || rolname FROM pg_roles WHERE rolname = ANY($2)
     UNION ALL SELECT 'schema' FROM pg_namespace WHERE nspname = $1`,
    [name, [name, `${name}_owner`]],
  );
  await superuser.end();
  return rows.map(({ what }) => what);
};
