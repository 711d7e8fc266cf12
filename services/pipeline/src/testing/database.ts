import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import pg from 'pg';
import { ulid } from 'ulid';
import { type Administrator, administratorOf } from '../administrator.ts';

export interface TestDatabase {
  readonly database: LandingZone['database'];
  readonly administrator: Administrator;
  /** Connects as a tenant's login, or as the server's superuser when no login is given: to the central database, or to another. */
  readonly connect: (login?: Partial<Record<'user' | 'password' | 'database', string>>) => Promise<pg.Client>;
  /** Who owns the database and is no superuser. */
  readonly asAdministrator: () => Promise<pg.Client>;
}

/** A database of its own for a test file, with an administrator who has the rights of RDS's master user: no superuser. */
export const testDatabase = async (): Promise<TestDatabase> => {
  const server = new URL(process.env.TENANTRY_POSTGRES_URL ?? 'postgres://missing');
  const name = `test_${ulid().toLowerCase()}`;
  const superuser = { user: server.username, password: decodeURIComponent(server.password) };
  const place = { host: server.hostname, port: Number(server.port) };
  const connect: TestDatabase['connect'] = async (login) => {
    const client = new pg.Client({ ...place, database: name, ...superuser, ...login });
    // The database goes by force at the end: a connection that is just closing hears of it.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const setUp = new pg.Client({ ...place, database: 'postgres', ...superuser });
  await setUp.connect();
  await setUp.query(`CREATE ROLE ${name} LOGIN CREATEROLE CREATEDB PASSWORD 'administrator'; GRANT rds_superuser TO ${name}`);
  await setUp.query(`CREATE DATABASE ${name} OWNER ${name}`);
  await setUp.end();
  const secrets = new SecretsManagerClient(rootOf(testAccounts.superAdmin));
  const SecretString = JSON.stringify({ username: name, password: 'administrator' });
  const { ARN } = await secrets.send(new CreateSecretCommand({ Name: name, SecretString }));
  const asAdministrator = () => connect({ user: name, password: 'administrator' });
  const database = { ...place, name, adminSecretArn: ARN! };
  return { database, administrator: administratorOf(secrets, database, false), connect, asAdministrator };
};
