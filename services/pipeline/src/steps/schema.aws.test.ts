import { beforeAll, expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/failure/errors';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type pg from 'pg';
import type { Scope } from '../scope.ts';
import { schemaNameOf } from '../tenant-database.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { tenant } from '../testing/tenant.ts';
import { schema } from './schema.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
const someone = async () => ({ ...(await tenant({ database })), needs: {} });

/** Runs one statement as the superuser. */
const asSuperuser = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> => {
  const client = await database.connect();
  const { rows } = await client.query(text, values);
  await client.end();
  return rows as Record<string, unknown>[];
};
/** A session of the tenant's own login. */
const asTenant = async (name: string): Promise<pg.Client> => {
  await asSuperuser(`ALTER ROLE ${name} PASSWORD 'known'`);
  return database.connect({ user: name, password: 'known' });
};

stepContract({
  step: schema,
  tenant: someone,
  owns: 2,
  list: async ({ tenantId }) => {
    const name = schemaNameOf(tenantId);
    const roles = await asSuperuser('SELECT rolname AS id FROM pg_roles WHERE rolname = $1', [name]);
    const schemas = await asSuperuser('SELECT nspname AS id FROM pg_namespace WHERE nspname = $1', [name]);
    return [...roles.map(({ id }) => `role ${id}`), ...schemas.map(({ id }) => `schema ${id}`)];
  },
  foreign: { cannot: "PostgreSQL has no tags: a schema and a role of that name are the tenant's" },
  drift: async (_scope, _needs, { schemaName }) => {
    await asSuperuser(`ALTER ROLE ${schemaName} NOLOGIN CREATEROLE`);
    await asSuperuser(`ALTER ROLE ${schemaName} IN DATABASE ${database.database.name} RESET search_path`);
    await asSuperuser(`ALTER SCHEMA ${schemaName} OWNER TO ${database.database.name}`);
  },
  isSound: async (_scope, _needs, { schemaName }) => {
    const [role] = await asSuperuser('SELECT rolcreaterole, rolconnlimit FROM pg_roles WHERE rolname = $1', [schemaName]);
    expect(role).toEqual({ rolcreaterole: false, rolconnlimit: 20 });
    const client = await asTenant(schemaName);
    const { rows } = await client.query('SELECT current_schema() AS schema');
    await client.query('CREATE TABLE mine (id int)');
    await client.end();
    return rows[0].schema === schemaName;
  },
});

test("a tenant's login reaches its own schema and no other", async () => {
  const [mine, theirs] = [await someone(), await someone()];
  const { schemaName: own } = await schema.ensure(mine.scope, {}, {});
  const { schemaName: other } = await schema.ensure(theirs.scope, {}, {});
  const neighbour = await asTenant(other);
  await neighbour.query('CREATE TABLE patients (name text)');
  await neighbour.end();

  const client = await asTenant(own);
  const refused = (statement: string) => expect(client.query(statement)).rejects.toThrow(/permission denied|must be/);
  await client.query('CREATE TABLE patients (name text)');
  await refused(`SELECT * FROM ${other}.patients`);
  await refused(`CREATE TABLE ${other}.more (id int)`);
  await refused('CREATE TABLE public.shared (id int)');
  await refused('CREATE TEMPORARY TABLE scratch (id int)');
  await refused(`SET ROLE ${other}`);
  await refused(`SET ROLE ${database.database.name}`);
  await refused(`GRANT ${other} TO ${own}`);
  await refused('CREATE SCHEMA another');
  await refused(`CREATE ROLE friend`);
  await client.end();
});

test('a membership that someone granted to a tenant is taken back', async () => {
  const [mine, theirs] = [await someone(), await someone()];
  const { schemaName: own } = await schema.ensure(mine.scope, {}, {});
  const { schemaName: other } = await schema.ensure(theirs.scope, {}, {});
  await database.administrator.transaction((client) => client.query(`GRANT ${other} TO ${own}`));
  await schema.ensure(mine.scope, {}, {});
  const client = await asTenant(own);
  await expect(client.query(`SET ROLE ${other}`)).rejects.toThrow('permission denied');
  await client.end();
});

test('removal drops tables in use: it ends the sessions of the tenant first', async () => {
  const { scope } = await someone();
  const { schemaName } = await schema.ensure(scope, {}, {});
  const client = await asTenant(schemaName);
  await client.query('CREATE TABLE patients (name text)');
  await client.query('BEGIN');
  await client.query('LOCK TABLE patients');
  await schema.remove(scope, {}, {});
  await expect(client.query('SELECT 1')).rejects.toThrow();
  expect(await asSuperuser('SELECT 1 FROM pg_roles WHERE rolname = $1', [schemaName])).toEqual([]);
});

/** Removes the schema as the runner does, and answers how many there are of something after each look. */
const looks = async (scope: Scope, count: () => Promise<number>): Promise<number[]> => {
  const counts: number[] = [];
  for (let goesOn = true; goesOn; counts.push(await count())) {
    goesOn = await schema.remove(scope, {}, {}).then(
      () => false,
      (error: unknown) => {
        if (!(error instanceof Wait)) throw error;
        return true;
      },
    );
  }
  return counts;
};

test('a schema of many tables goes some at a time, however few locks the server has', async () => {
  const { scope } = await someone();
  const { schemaName } = await schema.ensure(scope, {}, {});
  const client = await asTenant(schemaName);
  await client.query('CREATE TABLE visits (id int) PARTITION BY LIST (id); CREATE TABLE patients (id int PRIMARY KEY)');
  await client.query(`DO $$ BEGIN FOR i IN 1..1200 LOOP
    EXECUTE format('CREATE TABLE "Visits %s" PARTITION OF visits FOR VALUES IN (%s)', i, i);
    IF i % 300 = 0 THEN COMMIT; END IF;
  END LOOP; END $$`);
  await client.end();
  const tables = async () => (await asSuperuser('SELECT 1 FROM pg_tables WHERE schemaname = $1', [schemaName])).length;
  expect(await looks(scope, tables)).toEqual([701, 200, 0]);
  expect(await asSuperuser('SELECT 1 FROM pg_roles WHERE rolname = $1', [schemaName])).toEqual([]);
});

test.each([
  ['sequences', "EXECUTE format('CREATE SEQUENCE %I', 'Number ' || i)"],
  ['functions', "EXECUTE format('CREATE FUNCTION %I(int) RETURNS int LANGUAGE sql AS ''SELECT $1''', 'Function ' || i)"],
  ['procedures', "EXECUTE format('CREATE PROCEDURE %I() LANGUAGE sql AS ''SELECT 1''', 'Procedure ' || i)"],
  ['aggregates', "EXECUTE format('CREATE AGGREGATE %I(*) (sfunc = int8inc, stype = int8, initcond = ''0'')', 'Aggregate ' || i)"],
  ['types', "EXECUTE format('CREATE DOMAIN %I AS int', 'Type ' || i)"],
  ['large objects', 'PERFORM lo_create(0)'],
])('and so does one of many %s', async (_kind, create) => {
  const { scope } = await someone();
  const { schemaName } = await schema.ensure(scope, {}, {});
  const client = await asTenant(schemaName);
  await client.query(`DO $do$ BEGIN FOR i IN 1..600 LOOP ${create}; END LOOP; END $do$`);
  await client.end();
  const roles = async () => (await asSuperuser('SELECT 1 FROM pg_roles WHERE rolname = $1', [schemaName])).length;
  expect(await looks(scope, roles)).toEqual([1, 0]);
});

test('many tenants may be set up at once', async () => {
  const scopes = await Promise.all(Array.from({ length: 6 }, someone));
  const made = await Promise.all(scopes.map(({ scope }) => schema.ensure(scope, {}, {})));
  expect(new Set(made.map(({ schemaName }) => schemaName)).size).toBe(6);
});
