import { beforeAll, expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { connectionLimits } from '@tenantry/shared/deployment/connections';
import { Wait } from '@tenantry/shared/failure/errors';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type pg from 'pg';
import type { Scope } from '../scope.ts';
import { schemaNameOf } from '../tenant-database.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { tenant } from '../testing/tenant.ts';
import { watch } from '../watchdog/watch.ts';
import { schema } from './schema.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
const someone = async () => ({ ...(await tenant({ database })), needs: { plan: 'standard' } });

/** Runs one statement as the superuser, in the central database or in another. */
const asSuperuser = async (text: string, values: unknown[] = [], place = database.database.name): Promise<Record<string, unknown>[]> => {
  const client = await database.connect({ database: place });
  const { rows } = await client.query(text, values);
  await client.end();
  return rows as Record<string, unknown>[];
};
/** A session of one of the tenant's logins: that of its function, or that of its migrations. */
const asTenant = async (name: string, user = name, place = name): Promise<pg.Client> => {
  await asSuperuser(`ALTER ROLE ${user} PASSWORD 'known'`);
  return database.connect({ user, password: 'known', database: place });
};
const asOwner = (name: string, place = name): Promise<pg.Client> => asTenant(name, `${name}_owner`, place);
/** What the tenant has in the cluster. */
const listOf = async (tenantId: string): Promise<string[]> => {
  const name = schemaNameOf(tenantId);
  const roles = await asSuperuser('SELECT rolname AS id FROM pg_roles WHERE rolname = ANY($1)', [[name, `${name}_owner`]]);
  const databases = await asSuperuser('SELECT datname AS id FROM pg_database WHERE datname = $1', [name]);
  const schemas = await asSuperuser('SELECT nspname AS id FROM pg_namespace WHERE nspname = $1', [name]);
  return [
    ...roles.map(({ id }) => `role ${id}`),
    ...databases.map(({ id }) => `database ${id}`),
    ...schemas.map(({ id }) => `schema ${id} of the central database`),
  ];
};

stepContract({
  step: schema,
  tenant: someone,
  owns: 3,
  list: ({ tenantId }) => listOf(tenantId),
  foreign: { cannot: "PostgreSQL has no tags: a database and a role of that name are the tenant's" },
  drift: async (_scope, _needs, { schemaName }) => {
    await asSuperuser(`ALTER ROLE ${schemaName} NOLOGIN CREATEROLE CONNECTION LIMIT -1`);
    await asSuperuser(`ALTER ROLE ${schemaName} SET search_path = public`);
    await asSuperuser(`ALTER ROLE ${schemaName} IN DATABASE ${schemaName} SET search_path = public`);
    await asSuperuser(`ALTER SCHEMA ${schemaName} OWNER TO ${schemaName}`, [], schemaName);
    await asSuperuser(`GRANT CONNECT, TEMP ON DATABASE ${schemaName} TO PUBLIC`);
  },
  isSound: async (_scope, _needs, { schemaName }) => {
    const [role] = await asSuperuser('SELECT rolcreaterole, rolconnlimit FROM pg_roles WHERE rolname = $1', [schemaName]);
    expect(role).toEqual({ rolcreaterole: false, rolconnlimit: connectionLimits(configOf('dev')).api });
    const migrations = await asOwner(schemaName);
    await migrations.query('CREATE TABLE mine (id int GENERATED ALWAYS AS IDENTITY)');
    await migrations.end();
    const client = await asTenant(schemaName);
    const { rows } = await client.query('INSERT INTO mine DEFAULT VALUES RETURNING current_schema() AS schema');
    await expect(client.query('DROP TABLE mine')).rejects.toThrow('must be owner');
    await client.end();
    return rows[0].schema === schemaName;
  },
});

test('a membership that someone granted to a tenant is taken back', async () => {
  const [mine, theirs] = [await someone(), await someone()];
  const { schemaName: own } = await schema.ensure(mine.scope, { plan: 'standard' }, {});
  const { schemaName: other } = await schema.ensure(theirs.scope, { plan: 'standard' }, {});
  await database.administrator.transaction((client) => client.query(`GRANT ${other} TO ${own}`));
  await schema.ensure(mine.scope, { plan: 'standard' }, {});
  const client = await asTenant(own);
  await expect(client.query(`SET ROLE ${other}`)).rejects.toThrow('permission denied');
  await client.end();
});

test('removal drops tables in use: it ends the sessions of the tenant first', async () => {
  const { scope } = await someone();
  const { schemaName } = await schema.ensure(scope, { plan: 'standard' }, {});
  const client = await asOwner(schemaName);
  await client.query('CREATE TABLE patients (name text)');
  await client.query('BEGIN');
  await client.query('LOCK TABLE patients');
  await schema.remove(scope, {}, {});
  await expect(client.query('SELECT 1')).rejects.toThrow();
  expect(await listOf(scope.tenantId)).toEqual([]);
});

/** A tenant as it was before each had a database: a schema of the central one, whose function is its owner. */
const shared = async () => {
  const { scope } = await someone();
  const name = schemaNameOf(scope.tenantId);
  await database.administrator.transaction(async (client) => {
    await client.query(`CREATE ROLE ${name} LOGIN; GRANT ${name} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE`);
    await client.query(`GRANT CONNECT ON DATABASE ${database.database.name} TO ${name}; CREATE SCHEMA ${name} AUTHORIZATION ${name}`);
  });
  return { scope, name, place: database.database.name };
};

test('a tenant that has a schema in the central database keeps it there: a replay splits its login, and its removal takes it', async () => {
  const { scope, name, place } = await shared();
  const before = await asTenant(name, name, place);
  await before.query(`CREATE TABLE ${name}.patients (name text); INSERT INTO ${name}.patients VALUES ('Ada')`);
  expect(await schema.ensure(scope, { plan: 'standard' }, {})).toEqual({ schemaName: name, databaseName: place });
  // The function that runs goes on with the session that it has.
  expect((await before.query(`SELECT name FROM ${name}.patients`)).rows).toEqual([{ name: 'Ada' }]);
  await expect(before.query(`DROP TABLE ${name}.patients`)).rejects.toThrow('must be owner');
  const migrations = await asOwner(name, place);
  await migrations.query('ALTER TABLE patients ADD COLUMN born date');
  await migrations.end();
  await schema.remove(scope, {}, {});
  expect(await listOf(scope.tenantId)).toEqual([]);
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

test('a schema of many tables in the central database goes some at a time, however few locks the server has', async () => {
  const { scope, name, place } = await shared();
  await schema.ensure(scope, { plan: 'standard' }, {});
  const client = await asOwner(name, place);
  await client.query('CREATE TABLE visits (id int) PARTITION BY LIST (id); CREATE TABLE patients (id int PRIMARY KEY)');
  await client.query(`DO $$ BEGIN FOR i IN 1..1200 LOOP
    EXECUTE format('CREATE TABLE "Visits %s" PARTITION OF visits FOR VALUES IN (%s)', i, i);
    IF i % 300 = 0 THEN COMMIT; END IF;
  END LOOP; END $$`);
  await client.end();
  const tables = async () => (await asSuperuser('SELECT 1 FROM pg_tables WHERE schemaname = $1', [name])).length;
  expect(await looks(scope, tables)).toEqual([701, 200, 0]);
  expect(await listOf(scope.tenantId)).toEqual([]);
});

test.each([
  ['sequences', "EXECUTE format('CREATE SEQUENCE %I', 'Number ' || i)"],
  ['functions', "EXECUTE format('CREATE FUNCTION %I(int) RETURNS int LANGUAGE sql AS ''SELECT $1''', 'Function ' || i)"],
  ['procedures', "EXECUTE format('CREATE PROCEDURE %I() LANGUAGE sql AS ''SELECT 1''', 'Procedure ' || i)"],
  ['aggregates', "EXECUTE format('CREATE AGGREGATE %I(*) (sfunc = int8inc, stype = int8, initcond = ''0'')', 'Aggregate ' || i)"],
  ['types', "EXECUTE format('CREATE DOMAIN %I AS int', 'Type ' || i)"],
  ['large objects', 'PERFORM lo_create(0)'],
])('and so does one of many %s', async (_kind, create) => {
  const { scope, name, place } = await shared();
  await schema.ensure(scope, { plan: 'standard' }, {});
  const client = await asOwner(name, place);
  await client.query(`DO $do$ BEGIN FOR i IN 1..600 LOOP ${create}; END LOOP; END $do$`);
  await client.end();
  const roles = async () => (await asSuperuser('SELECT 1 FROM pg_roles WHERE rolname = $1', [name])).length;
  expect(await looks(scope, roles)).toEqual([1, 0]);
});

test('many tenants may be set up at once', async () => {
  const scopes = await Promise.all(Array.from({ length: 6 }, someone));
  const made = await Promise.all(scopes.map(({ scope }) => schema.ensure(scope, { plan: 'standard' }, {})));
  expect(new Set(made.map(({ schemaName }) => schemaName)).size).toBe(6);
});

test("the function's login is held to its tenant's plan, also when it has changed that, and to the next plan alone", async () => {
  const { scope } = await someone();
  const plans = { small: { connections: 3, statementSeconds: 30, workMemMb: 16 } };
  const planned = { ...scope, config: { ...scope.config, plans } };
  const login = async (name: string) =>
    (
      await asSuperuser(
        `SELECT rolconnlimit, setconfig FROM pg_roles r LEFT JOIN pg_db_role_setting s ON s.setrole = r.oid WHERE rolname = $1`,
        [name],
      )
    )[0];
  const { schemaName } = await schema.ensure(planned, { plan: 'standard' }, {});
  const before = [await login(schemaName), await login(`${schemaName}_owner`)];
  await schema.ensure(planned, { plan: 'small' }, {});
  const held = { rolconnlimit: 3, setconfig: expect.arrayContaining(['statement_timeout=30s', 'work_mem=16MB']) };
  expect([await login(schemaName), await login(`${schemaName}_owner`)]).toEqual([held, before[1]]);
  expect((await watch(database.administrator)).reset).not.toContain(schemaName);
  const own = await asTenant(schemaName);
  await own.query(`ALTER ROLE CURRENT_USER SET statement_timeout = 0`);
  await expect(own.query(`COMMENT ON ROLE ${schemaName} IS '{}'`)).rejects.toThrow('permission denied');
  await own.end();
  expect((await watch(database.administrator)).reset).toContain(schemaName);
  expect(await login(schemaName)).toEqual(held);
  await schema.ensure(planned, { plan: 'standard' }, {});
  expect([await login(schemaName), await login(`${schemaName}_owner`)]).toEqual(before);
});
