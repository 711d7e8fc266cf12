import { beforeAll, expect } from '@jest/globals';
import type pg from 'pg';
import { DUMP_SETTINGS, schemaDump } from '../../../services/pipeline/src/dump/schema-dump.ts';
import { schema } from '../../../services/pipeline/src/steps/schema.ts';
import { type TestDatabase, testDatabase } from '../../../services/pipeline/src/testing/database.ts';
import { attack } from '../attack.ts';
import { leftOf, type Robbed, removed, robbed } from './sql-login.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
/** A lock of the administrator gives up after 5 s, and a step is tried again later: what another tenant waits for at most. Milliseconds. */
const IN_TIME = 20_000;

const inTime = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = Date.now();
  const result = await work();
  expect(Date.now() - before).toBeLessThan(IN_TIME);
  return result;
};
/** Whether another tenant comes, works, and goes while somebody does his worst. */
const anotherComesAndGoes = () =>
  inTime(async () => {
    const other = await robbed(database);
    const client = await other.asMigrations();
    await client.query('CREATE TABLE patients (name text)');
    await client.end();
    expect(await removed(other)).toBeUndefined();
    expect(await leftOf(database, other.name)).toEqual([]);
  });

/** What is kept open while the others come and go: a session of the function's login, or of the migrations' where it needs a table. */
const HELD: Readonly<Record<string, readonly string[]>> = {
  'the number that once was the lock of the administrator': ['SELECT pg_advisory_lock(1953395826)'],
  'the advisory lock of every small number': ['SELECT count(pg_advisory_lock(i)) FROM generate_series(1, 500) i'],
  'a snapshot in an open transaction': ['BEGIN ISOLATION LEVEL REPEATABLE READ', 'SELECT txid_current()'],
  'rows of the shared catalog': ['BEGIN', 'SELECT * FROM pg_roles', 'SELECT * FROM pg_database'],
  'a listener on every channel it can guess': ['LISTEN tenantry', 'LISTEN migrations', "NOTIFY tenantry, 'x'"],
  'a cursor with hold': ['DECLARE held CURSOR WITH HOLD FOR SELECT generate_series(1, 100000)', 'FETCH 1 FROM held'],
};

attack('sql-hold', 'a stolen login keeps locks, snapshots and sessions while another tenant comes and goes', async () => {
  const mine = await robbed(database);
  const held: pg.Client[] = [];
  for (const statements of Object.values(HELD)) {
    const client = await mine.asFunction();
    for (const statement of statements) await client.query(statement);
    held.push(client);
  }
  await anotherComesAndGoes();
  for (const client of held) await client.query('SELECT 1');
  // And it goes itself, with all of that open.
  await inTime(async () => expect(await removed(mine)).toBeUndefined());
  expect(await leftOf(database, mine.name)).toEqual([]);
});

/** What is left lying so that the tenant cannot be removed. */
const IN_THE_WAY: Readonly<Record<string, string>> = {
  'thousands of small tables': `DO $$ BEGIN FOR i IN 1..2000 LOOP
    EXECUTE format('CREATE TABLE t%s (id int)', i); IF i % 500 = 0 THEN COMMIT; END IF; END LOOP; END $$`,
  'large objects': 'SELECT count(lo_create(0)) FROM generate_series(1, 2000)',
  'policies that count for the owner':
    'CREATE TABLE p (id int); ALTER TABLE p ENABLE ROW LEVEL SECURITY; ALTER TABLE p FORCE ROW LEVEL SECURITY',
  'rights for everybody': 'CREATE TABLE open (id int); GRANT ALL ON open TO PUBLIC; ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC',
};

attack('sql-removal', 'a tenant fills its database with what cannot be dropped at once, and sits in it while it is removed', async () => {
  const mine = await robbed(database);
  const owner = await mine.asMigrations();
  for (const statement of Object.values(IN_THE_WAY)) await owner.query(statement);
  await owner.query('BEGIN; LOCK TABLE t1, t2, p');
  await inTime(async () => expect(await removed(mine)).toBeUndefined());
  expect(await leftOf(database, mine.name)).toEqual([]);
});

attack('sql-neighbour-named', "a tenant says another's login in its own catalog, so that the login cannot be dropped", async () => {
  const [mine, theirs] = [await robbed(database), await robbed(database)];
  const owner = await mine.asMigrations();
  await owner.query('CREATE TABLE bait (id int); ALTER TABLE bait ENABLE ROW LEVEL SECURITY');
  for (const login of [theirs.name, `${theirs.name}_owner`]) {
    await owner.query(`GRANT ALL ON bait TO ${login}; GRANT ALL ON SCHEMA ${mine.name} TO ${login}`);
    await owner.query(`ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO ${login}; CREATE POLICY ${login} ON bait TO ${login} USING (true)`);
  }
  await inTime(async () => expect(await removed(theirs)).toBeUndefined());
  expect(await leftOf(database, theirs.name)).toEqual([]);
  expect((await owner.query('SELECT count(*)::int AS n FROM bait')).rows).toEqual([{ n: 0 }]);
  await owner.end();
});

attack('sql-data-outlives', 'a login is made unremovable from a place where the administrator has no rights', async () => {
  const mine = await robbed(database);
  const superuser = await database.connect({ database: 'postgres' });
  // A person has let it into a database of the superuser's.
  const foreign = `foreign_${mine.name}`;
  await superuser.query(`CREATE DATABASE ${foreign}`);
  await superuser.query(`GRANT CREATE ON DATABASE ${foreign} TO ${mine.name}; REVOKE CONNECT ON DATABASE ${foreign} FROM PUBLIC`);
  try {
    // The data goes, and what stays is said and can do nothing.
    expect(await removed(mine)).toEqual({ remainingLogins: [mine.name] });
    expect(await leftOf(database, mine.name)).toEqual([`login ${mine.name}`]);
    const { rows } = await superuser.query('SELECT rolcanlogin, rolpassword FROM pg_authid WHERE rolname = $1', [mine.name]);
    expect(rows).toEqual([{ rolcanlogin: false, rolpassword: null }]);
    await anotherComesAndGoes();
  } finally {
    await superuser.query(`DROP DATABASE ${foreign} WITH (FORCE)`);
    await superuser.end();
  }
  expect(await removed(mine)).toBeUndefined();
  expect(await leftOf(database, mine.name)).toEqual([]);
});

/** Signatures that the administrator's statements could find in a schema of the tenant's, were it on their path. */
const TRAP = (mine: Robbed) => `
  CREATE FUNCTION trap() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'ran as %', current_user; END $$;
  CREATE FUNCTION format(text, VARIADIC name[]) RETURNS text LANGUAGE sql RETURN ${mine.name}.trap();
  CREATE FUNCTION quote_ident(name) RETURNS text LANGUAGE sql RETURN ${mine.name}.trap();
  CREATE FUNCTION to_regnamespace(text) RETURNS regnamespace LANGUAGE sql RETURN ${mine.name}.trap()::regnamespace;
  CREATE FUNCTION same(name, text) RETURNS boolean LANGUAGE sql RETURN ${mine.name}.trap() = 'x';
  CREATE OPERATOR = (LEFTARG = name, RIGHTARG = text, FUNCTION = same);
  CREATE TABLE rows (id int, t text GENERATED ALWAYS AS (CASE WHEN id < 0 THEN 'x' END) STORED);
  INSERT INTO rows VALUES (1);
  CREATE POLICY trapped ON rows USING (${mine.name}.trap() = 'x');
  ALTER TABLE rows ENABLE ROW LEVEL SECURITY; ALTER TABLE rows FORCE ROW LEVEL SECURITY;
  CREATE VIEW looks AS SELECT ${mine.name}.trap() AS t`;

attack('sql-trap', 'a tenant defines functions, operators and policies that would run as the administrator', async () => {
  const mine = await robbed(database);
  const owner = await mine.asMigrations();
  await owner.query(TRAP(mine));
  await owner.query(`ALTER ROLE CURRENT_USER SET search_path = ${mine.name}, pg_catalog`);
  await owner.end();
  expect(await schema.ensure(mine.scope, { plan: 'standard' }, {})).toEqual({ schemaName: mine.name, databaseName: mine.name });
  // An export asks the catalog by functions and operators of these names.
  const { before, after } = await database.administrator.snapshot(mine.name, async (client) => {
    await client.query(DUMP_SETTINGS);
    return schemaDump(client, mine.name);
  });
  expect(`${before}${after}`).toContain('CREATE POLICY trapped');
  expect(await removed(mine)).toBeUndefined();
});
