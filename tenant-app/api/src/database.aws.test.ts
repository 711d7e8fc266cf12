import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { transaction } from './database.ts';

const server = new URL(process.env.TENANTRY_POSTGRES_URL ?? 'postgres://missing');
const place = { host: server.hostname, port: Number(server.port) };
const name = `api_${process.pid}`;

const asSuperuser = async (statement: string): Promise<void> => {
  const client = new pg.Client({ ...place, user: server.username, password: server.password, database: 'postgres' });
  await client.connect();
  await client.query(statement).finally(() => client.end());
};

beforeAll(async () => {
  await asSuperuser(`CREATE ROLE ${name} LOGIN PASSWORD 'p'`);
  await asSuperuser(`CREATE DATABASE ${name} OWNER ${name}`);
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: '100000000009', AWS_SECRET_ACCESS_KEY: 'test' });
  const secret = { ...place, dbname: name, username: name, password: 'p', schema: 'public', ssl: false };
  const { ARN } = await new SecretsManagerClient().send(new CreateSecretCommand({ Name: name, SecretString: JSON.stringify(secret) }));
  process.env.DATABASE_SECRET_ARN = ARN;
});
afterAll(async () => {
  await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`);
  await asSuperuser(`DROP ROLE ${name}`);
});

test('a connection that a failover has left at a reader is used no more', async () => {
  const write = () => transaction('ada', (connection) => connection.query('CREATE TABLE IF NOT EXISTS notes (line text)', []));
  await asSuperuser(`ALTER ROLE ${name} SET default_transaction_read_only = on`);
  await expect(write()).rejects.toMatchObject({ code: '25006' });
  await asSuperuser(`ALTER ROLE ${name} RESET default_transaction_read_only`);
  await expect(write()).resolves.toMatchObject({ command: 'CREATE' });
});
