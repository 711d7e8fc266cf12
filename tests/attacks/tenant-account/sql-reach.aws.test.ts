import { beforeAll, expect } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../../../services/pipeline/src/testing/database.ts';
import { attack } from '../attack.ts';
import { type Robbed, robbed } from './sql-login.ts';

let database: TestDatabase;
let mine: Robbed;
let theirs: Robbed;
beforeAll(async () => {
  database = await testDatabase();
  [mine, theirs] = [await robbed(database), await robbed(database)];
  const neighbour = await theirs.asMigrations();
  await neighbour.query(`CREATE TABLE patients (name text); INSERT INTO patients SELECT 'patient ' || i FROM generate_series(1, 137) i;
    CREATE FUNCTION secret() RETURNS text LANGUAGE sql AS $$ SELECT 'their secret' $$; ANALYZE patients`);
  await neighbour.end();
  const own = await mine.asMigrations();
  await own.query('CREATE TABLE wards (id int)');
  await own.end();
});
const bothLogins = () => [mine.asFunction, mine.asMigrations];

attack('sql-other-database', "a tenant's logins connect to every other database of the cluster", async () => {
  for (const login of bothLogins())
    for (const place of [theirs.name, database.database.name, 'postgres', 'template1', 'template0'])
      await expect(login(place)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|55000)$/) });
});

/** Each is refused, whoever of the tenant's logins asks. */
const REFUSED = [
  'SET ROLE :THEIRS',
  'SET ROLE :THEIRS_owner',
  'SET SESSION AUTHORIZATION :THEIRS',
  'SET ROLE :ADMIN',
  'GRANT :THEIRS TO :MINE',
  'GRANT pg_read_all_data TO :MINE',
  'GRANT pg_signal_backend TO :MINE',
  "ALTER ROLE :THEIRS PASSWORD 'mine'",
  "ALTER ROLE :ADMIN PASSWORD 'mine'",
  'ALTER ROLE :MINE CONNECTION LIMIT -1',
  'ALTER ROLE :MINE SUPERUSER',
  'ALTER ROLE :MINE CREATEROLE',
  'ALTER ROLE :MINE BYPASSRLS',
  "ALTER ROLE :ADMIN SET search_path = 'x'",
  "ALTER DATABASE :MINE SET search_path = 'x'",
  'ALTER DATABASE :MINE OWNER TO :MINE',
  'DROP DATABASE :THEIRS',
  'CREATE DATABASE another',
  'CREATE ROLE friend',
  'CREATE SCHEMA another',
  'CREATE TABLE public.shared (id int)',
  'CREATE TABLE pg_catalog.shared (id int)',
  'CREATE TEMPORARY TABLE scratch (id int)',
  'CREATE EXTENSION pgcrypto',
  "COPY (SELECT 1) TO PROGRAM 'id'",
  "COPY (SELECT 1) TO '/tmp/out'",
  "SELECT pg_read_file('/etc/passwd')",
  "SELECT lo_import('/etc/passwd')",
  "SELECT lo_export(1, '/tmp/out')",
  "CREATE FUNCTION f() RETURNS void LANGUAGE c AS '/tmp/x.so', 'f'",
  'CREATE EVENT TRIGGER t ON ddl_command_start EXECUTE FUNCTION pg_catalog.suppress_redundant_updates_trigger()',
  "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p",
  'CREATE PUBLICATION p FOR ALL TABLES',
  "SELECT pg_create_logical_replication_slot('s', 'test_decoding')",
  "SELECT pg_create_physical_replication_slot('s')",
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $$:THEIRS$$',
  'SELECT pg_switch_wal()',
  'CHECKPOINT',
  "ALTER SYSTEM SET work_mem = '1GB'",
  'SELECT pg_reload_conf()',
  'SET temp_file_limit = -1',
  "SET log_min_messages = 'debug5'",
  "SET log_error_verbosity = 'verbose'",
  "SET log_statement = 'all'",
  'SET session_replication_role = replica',
  "BEGIN; SELECT txid_current(); PREPARE TRANSACTION 'held'",
  'SELECT pg_database_size($$:THEIRS$$)',
  'SELECT * FROM pg_authid',
  'SELECT * FROM pg_largeobject',
  'LOCK TABLE pg_catalog.pg_authid',
  'LOCK TABLE pg_catalog.pg_database IN ACCESS EXCLUSIVE MODE',
];
/** "insufficient_privilege", "object_not_in_prerequisite_state" and "no_active_sql_transaction" (switched off), "feature_not_supported". */
const NO = /^(42501|55000|25P01|0A000|0LP01|22023)$/;

attack('sql-other-tenant', "a tenant's logins try to become another role, to leave their database, and to reach the server", async () => {
  const names = { ':THEIRS_owner': `${theirs.name}_owner`, ':THEIRS': theirs.name, ':MINE': mine.name, ':ADMIN': database.database.name };
  const outcomes: Record<string, string> = {};
  const neighbour = await theirs.asFunction();
  for (const login of bothLogins()) {
    const client = await login();
    for (const trick of REFUSED) {
      const sql = Object.entries(names).reduce((text, [mark, name]) => text.replaceAll(mark, name), trick);
      const code = await client.query(sql).then(
        () => 'done',
        (error: { readonly code?: string }) => error.code ?? String(error),
      );
      await client.query('ROLLBACK');
      if (!NO.test(code)) outcomes[trick] = code;
    }
    await client.end();
  }
  await neighbour.query('SELECT 1');
  await neighbour.end();
  expect(outcomes).toEqual({});
});

attack('sql-catalog', "a tenant's login looks for another's tables, rows, code and statements in the catalog", async () => {
  const client = await mine.asFunction();
  const count = async (sql: string): Promise<number> => (await client.query(sql)).rows[0].n as number;
  expect(await count("SELECT count(*)::int AS n FROM pg_class WHERE relname = 'patients'")).toBe(0);
  expect(await count("SELECT count(*)::int AS n FROM pg_stat_all_tables WHERE relname = 'patients'")).toBe(0);
  expect(await count("SELECT count(*)::int AS n FROM pg_proc WHERE prosrc LIKE '%their secret%'")).toBe(0);
  expect(await count(`SELECT count(*)::int AS n FROM pg_namespace WHERE nspname = '${theirs.name}'`)).toBe(0);
  const neighbour = await theirs.asFunction();
  await neighbour.query("SELECT 'their statement'");
  expect(
    await count("SELECT count(*)::int AS n FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%their statement%'"),
  ).toBe(0);
  await neighbour.end();
  await client.end();
});
