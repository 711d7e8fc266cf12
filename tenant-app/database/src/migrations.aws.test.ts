import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrate } from './migrations.ts';
import type { DatabaseSecret } from './secret.ts';

const folder = fileURLToPath(new URL('../migrations', import.meta.url));
const server = new URL(process.env.TENANTRY_POSTGRES_URL ?? 'postgres://missing');
const place = { host: server.hostname, port: Number(server.port) };
const database = `migrations_${process.pid}`;
const superuser = { ...place, user: server.username, password: server.password };

const as = async <T>(login: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ ...place, ...login });
  // The database goes by force at the end: a connection that is just closing hears of it.
  client.on('error', () => undefined);
  await client.connect();
  return work(client).finally(() => client.end());
};
/** A tenant's schema as the platform makes it, and its secret. */
const tenant = async (name: string): Promise<DatabaseSecret> => {
  const schema = `${database}_${name}`; // roles belong to the server, not to the database
  await as({ ...superuser, database }, (client) =>
    client.query(
      `CREATE ROLE ${schema} LOGIN PASSWORD 'p'; ALTER ROLE ${schema} SET search_path = ${schema}; CREATE SCHEMA ${schema} AUTHORIZATION ${schema}`,
    ),
  );
  return { ...place, dbname: database, username: schema, password: 'p', schema, ssl: false };
};
const login = ({ username, password }: DatabaseSecret): pg.ClientConfig => ({ database, user: username, password });

beforeAll(() => as({ ...superuser, database: 'postgres' }, (client) => client.query(`CREATE DATABASE ${database}`)));
afterAll(() => as({ ...superuser, database: 'postgres' }, (client) => client.query(`DROP DATABASE ${database} WITH (FORCE)`)));

test('migrations run once, and tenants of one database side by side', async () => {
  const secrets = await Promise.all(['one', 'two', 'three'].map(tenant));
  const [first] = secrets as [DatabaseSecret, ...DatabaseSecret[]];
  const applied = await Promise.all(secrets.map((secret) => migrate(secret, folder)));
  for (const names of applied) expect(names).toEqual(['0001_staff', '0002_patients', '0003_appointments']);
  expect(await migrate(first, folder)).toEqual([]);
  // Two releases of one tenant at a time: the second waits and finds nothing to do.
  expect(await Promise.all([migrate(first, folder), migrate(first, folder)])).toEqual([[], []]);
});

test('rows know who made and who changed them, and nobody rewrites who made them', async () => {
  const secret = await tenant('owner');
  await migrate(secret, folder);
  const row = await as(login(secret), async (client) => {
    await client.query("SELECT set_config('app.person', 'ada', false)");
    await client.query(
      "INSERT INTO patients (record_number, given_name, family_name, birth_date) VALUES ('R-1', 'Ada', 'L', '1915-12-10')",
    );
    await client.query("SELECT set_config('app.person', 'bo', false)");
    const { rows } = await client.query(
      "UPDATE patients SET phone = '1', created_by = 'bo', created_at = now() - interval '1 year' RETURNING *",
    );
    return rows[0] as Record<string, unknown>;
  });
  expect(row).toMatchObject({ created_by: 'ada', updated_by: 'bo' });
  expect((row.updated_at as Date).getTime()).toBeGreaterThanOrEqual((row.created_at as Date).getTime());
});

test('a patient with appointments is not deleted, and an appointment ends after it starts', async () => {
  const secret = await tenant('rules');
  await migrate(secret, folder);
  await as(login(secret), async (client) => {
    const { rows } = await client.query(
      "INSERT INTO patients (record_number, given_name, family_name, birth_date) VALUES ('R-1', 'Ada', 'L', '1915-12-10') RETURNING id",
    );
    const book = (ends: string) =>
      client.query("INSERT INTO appointments (patient_id, starts_at, ends_at) VALUES ($1, '2026-01-01T10:00Z', $2)", [rows[0].id, ends]);
    await expect(book('2026-01-01T09:00Z')).rejects.toMatchObject({ constraint: 'appointments_end_after_start' });
    await book('2026-01-01T10:30Z');
    await expect(client.query('DELETE FROM patients')).rejects.toMatchObject({ constraint: 'appointments_patient_id_fkey' });
  });
});

test('a migration that fails says what PostgreSQL refused, and nothing of a row', async () => {
  const secret = await tenant('failing');
  await migrate(secret, folder);
  await as(login(secret), (client) =>
    client.query(
      "INSERT INTO patients (record_number, given_name, family_name, birth_date) VALUES ('R-1', 'Ada', 'L', '1915-12-10'), ('R-2', 'Ada', 'L', '1915-12-10')",
    ),
  );
  const broken = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  await cp(folder, broken, { recursive: true });
  await writeFile(path.join(broken, '0004_unique.sql'), '-- Up Migration\nCREATE UNIQUE INDEX one_ada ON patients (given_name);');
  const failure: unknown = await migrate(secret, broken).catch((error: unknown) => error);
  await rm(broken, { recursive: true });
  const told = String((failure as Error).stack) + JSON.stringify(failure);
  expect(told).toContain('the migration 0004_unique failed: PostgreSQL says 23505, constraint one_ada, table patients');
  expect(told).not.toMatch(/Ada\b|1915/);
});
