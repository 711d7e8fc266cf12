import { beforeAll, expect } from '@jest/globals';
import type pg from 'pg';
import { endLogins } from '../../../services/pipeline/src/personal-logins/end.ts';
import { MOST_OF_A_PERSON, SESSIONS } from '../../../services/pipeline/src/personal-logins/limits.ts';
import { makeLogin } from '../../../services/pipeline/src/personal-logins/make.ts';
import { lockOut } from '../../../services/pipeline/src/tenant-logins.ts';
import { type TestDatabase, testDatabase } from '../../../services/pipeline/src/testing/database.ts';
import { watch } from '../../../services/pipeline/src/watchdog/watch.ts';
import { attack } from '../attack.ts';
import { type Robbed, removed, robbed } from '../tenant-account/sql-login.ts';
import { inAnHour, newLogin, type Person, person } from './personal-login.ts';

let database: TestDatabase;
let mine: Robbed;
let theirs: Robbed;
let reader: Person;
let writer: Person;
beforeAll(async () => {
  database = await testDatabase();
  [mine, theirs] = [await robbed(database), await robbed(database)];
  const migrations = await mine.asMigrations();
  await migrations.query("CREATE TABLE patients (id serial, name text); INSERT INTO patients (name) VALUES ('Ada'), ('Grace')");
  const { tenantId } = mine.scope;
  // At a time, as people do.
  [reader, writer] = await Promise.all([person(database, tenantId, 'read'), person(database, tenantId, 'write')]);
  await migrations.query('CREATE TABLE wards (id serial, name text)');
  await migrations.end();
});

const codeOf = (done: Promise<unknown>): Promise<string> =>
  done.then(
    () => 'done',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );
const isAlive = async (client: pg.Client): Promise<boolean> => (await codeOf(client.query('SELECT 1'))) === 'done';
const roles = async (...names: readonly string[]): Promise<readonly string[]> => {
  const superuser = await database.connect();
  const { rows } = await superuser.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY($1) ORDER BY 1', [names]);
  await superuser.end();
  return rows.map(({ rolname }) => rolname);
};
/** As if its time were over. */
const letExpire = ({ login }: Person) =>
  database.administrator.transaction((client) => client.query(`ALTER ROLE ${login} VALID UNTIL '2020-01-01'`));
const refusedOf = async (client: pg.Client, statements: readonly string[], refusal: RegExp): Promise<Readonly<Record<string, string>>> => {
  const outcomes: Record<string, string> = {};
  for (const statement of statements) {
    const code = await codeOf(client.query(statement));
    await client.query('ROLLBACK');
    if (!refusal.test(code)) outcomes[statement] = code;
  }
  return outcomes;
};

attack('login-writes', 'somebody with a login to read changes rows, and somebody with one to write changes tables', async () => {
  const client = await reader.connect();
  // A table of before the login, and one that came later.
  for (const table of ['patients', 'wards']) await client.query(`SELECT * FROM ${table}`);
  const writes = [
    "INSERT INTO patients (name) VALUES ('x')",
    "UPDATE patients SET name = 'x'",
    'DELETE FROM patients',
    'SELECT * FROM patients FOR UPDATE',
    "SELECT nextval('patients_id_seq')",
    "COPY patients (name) FROM PROGRAM 'id'",
  ];
  const tables = ['TRUNCATE patients', 'DROP TABLE patients', 'CREATE TABLE mine (id int)', 'CREATE TEMPORARY TABLE mine (id int)'];
  expect(await refusedOf(client, [...writes, ...tables], /^(25006|42501)$/)).toEqual({});
  // What keeps him from mistakes he may switch off; what keeps him from rows he may not.
  await client.query('SET default_transaction_read_only = off');
  expect(await refusedOf(client, [...writes, ...tables], /^42501$/)).toEqual({});
  await client.end();
  const author = await writer.connect();
  await author.query("INSERT INTO wards (name) VALUES ('A'); UPDATE wards SET name = 'B'; DELETE FROM wards");
  expect(await refusedOf(author, [...tables, 'ALTER TABLE patients ADD x int', 'CREATE INDEX ON patients (name)'], /^42501$/)).toEqual({});
  await author.end();
});

attack('login-other-tenant', "a personal login goes to another tenant's database, the central one, or one of the server's", async () => {
  for (const { connect } of [reader, writer])
    for (const place of [theirs.name, database.database.name, 'postgres', 'template1', 'template0'])
      expect([place, await codeOf(connect(place))]).toEqual([place, expect.stringMatching(/^(42501|55000)$/)]);
});

/** Each is refused, whoever asks. */
const BECOMES = [
  'SET ROLE :OWNER',
  'SET ROLE :API',
  'SET ROLE :API_reader',
  'SET ROLE :API_writer',
  'SET ROLE :ADMIN',
  'SET SESSION AUTHORIZATION :OWNER',
  'GRANT :OWNER TO :ME',
  'GRANT :API_writer TO :ME',
  'GRANT pg_read_all_data TO :ME',
  'CREATE ROLE friend LOGIN',
  "ALTER ROLE :OWNER PASSWORD 'mine'",
  "ALTER ROLE :ME VALID UNTIL 'infinity'",
  'ALTER ROLE :ME CONNECTION LIMIT -1',
  'ALTER ROLE :ME CREATEROLE',
  'GRANT SELECT ON patients TO PUBLIC',
  'ALTER TABLE patients OWNER TO :ME',
  'CREATE SCHEMA mine',
  "COPY (SELECT 1) TO PROGRAM 'id'",
  "SELECT pg_read_file('/etc/passwd')",
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $$:API$$',
  'SELECT * FROM pg_authid',
  "SET log_statement = 'all'",
];

attack('login-becomes-another', 'a personal login makes roles, becomes another, or gives itself more and longer', async () => {
  const service = await mine.asFunction();
  for (const { login, connect } of [reader, writer]) {
    const client = await connect();
    const names = { ':OWNER': `${mine.name}_owner`, ':API': mine.name, ':ADMIN': database.database.name, ':ME': login };
    const statements = BECOMES.map((trick) => Object.entries(names).reduce((sql, [mark, name]) => sql.replaceAll(mark, name), trick));
    await client.query('SET default_transaction_read_only = off');
    // A grant without the right to it is a warning in PostgreSQL, and grants nothing: below.
    expect(await refusedOf(client, statements, /^(42501|22023)$/)).toEqual({ 'GRANT SELECT ON patients TO PUBLIC': expect.anything() });
    await client.end();
  }
  expect(await isAlive(service)).toBe(true);
  await service.end();
  const neighbour = await database.connect({ database: mine.name });
  const { rows } = await neighbour.query(
    `SELECT 1 FROM information_schema.table_privileges WHERE grantee = 'PUBLIC' AND table_schema = $1`,
    [mine.name],
  );
  expect(rows).toEqual([]);
  await neighbour.end();
});

attack('login-outlives-its-time', 'somebody keeps a session after his login has expired, and signs in again', async () => {
  const late = await person(database, mine.scope.tenantId, 'write');
  const session = await late.connect();
  await session.query('SET idle_session_timeout = 0; SET statement_timeout = 0');
  // His own password he may set: it expires with the login.
  await session.query(`ALTER ROLE ${late.login} PASSWORD 'another'`);
  await letExpire(late);
  expect(await codeOf(database.connect({ user: late.login, password: 'another', database: mine.name }))).toBe('28P01');
  expect(await watch(database.administrator)).toMatchObject({ expired: [late.login] });
  expect([await isAlive(session), await roles(late.login)]).toEqual([false, []]);
  expect(await watch(database.administrator)).toMatchObject({ expired: [] });
});

attack('login-sets-its-limits', 'somebody sets the limits of his login otherwise, and opens as many sessions as he gets', async () => {
  const sessions: pg.Client[] = [];
  for (let i = 0; i < SESSIONS; i++) sessions.push(await reader.connect());
  expect(await codeOf(reader.connect())).toBe('53300');
  await sessions[0]?.query('SET default_transaction_read_only = off');
  for (const setting of ['idle_session_timeout = 0', "work_mem = '1GB'"])
    await sessions[0]?.query(`ALTER ROLE ${reader.login} SET ${setting}`);
  expect(await watch(database.administrator)).toMatchObject({ reset: [reader.login], used: [{ login: reader.login, sessions: SESSIONS }] });
  expect(await watch(database.administrator)).toMatchObject({ reset: [] });
  await Promise.all(sessions.map((client) => client.end()));
  const another = 'user-2';
  for (let i = 0; i < MOST_OF_A_PERSON; i++) await person(database, mine.scope.tenantId, 'read', newLogin(another));
  await expect(person(database, mine.scope.tenantId, 'read', newLogin(another))).rejects.toThrow('too-many');
});

attack('login-that-is-revoked', 'a revoked login goes on, or leaves something behind by which to come back', async () => {
  const revoked = await person(database, mine.scope.tenantId, 'write');
  const session = await revoked.connect();
  const { rows } = await session.query<{ oid: number }>("SELECT lo_from_bytea(0, 'scan of a letter') AS oid");
  expect(await endLogins(database.administrator, ({ login }) => login === revoked.login)).toEqual([revoked.login]);
  expect([await isAlive(session), await roles(revoked.login, reader.login)]).toEqual([false, [reader.login]]);
  expect(await codeOf(revoked.connect())).toBe('28P01');
  // What he left in the database is the tenant's, and nothing of it is lost.
  const owner = await mine.asMigrations();
  const { rows: found } = await owner.query('SELECT lomowner::regrole::text AS owner FROM pg_largeobject_metadata WHERE oid = $1', [
    rows[0]?.oid,
  ]);
  expect(found).toEqual([{ owner: `${mine.name}_owner` }]);
  await owner.end();
});

attack('login-owns-too-much', "somebody makes so many large objects that his login cannot be ended, and nobody else's either", async () => {
  const [hoarder, other] = [
    await person(database, mine.scope.tenantId, 'read', newLogin('user-3')),
    await person(database, mine.scope.tenantId, 'read', newLogin('user-4')),
  ];
  const session = await hoarder.connect();
  await session.query('SET default_transaction_read_only = off');
  await session.query('SELECT count(lo_create(0)) FROM generate_series(1, 1200)');
  const meant = [hoarder.login, other.login];
  const end = (now: () => number) => endLogins(database.administrator, ({ login }) => meant.includes(login), now);
  // Its time is over after the first five hundred, each time.
  let clock = 0;
  const hurried = () => (clock += 4_000);
  expect(await end(hurried)).toEqual([other.login]);
  expect([await isAlive(session), await codeOf(hoarder.connect())]).toEqual([false, '28000']);
  expect([await end(hurried), await end(hurried), await end(hurried), await roles(...meant)]).toEqual([[], [], [hoarder.login], []]);
  const owner = await mine.asMigrations();
  const { rows } = await owner.query<{ objects: number }>(
    'SELECT count(*)::int AS objects FROM pg_largeobject_metadata WHERE lomowner = current_user::regrole',
  );
  expect(rows[0]?.objects).toBeGreaterThanOrEqual(1_200);
  await owner.end();
});

attack('login-after-offboarding', 'somebody keeps his login to a tenant that goes, or gets another one', async () => {
  const { tenantId } = theirs.scope;
  const [one, other] = [await person(database, tenantId, 'read'), await person(database, tenantId, 'write')];
  const session = await one.connect();
  const again = { tenantId, login: newLogin(), mode: 'read', until: inAnHour() } as const;
  // Its database is still there, for the export.
  await lockOut(database.administrator, tenantId);
  expect([await isAlive(session), await codeOf(other.connect())]).toEqual([false, '28000']);
  expect(await makeLogin(database.administrator, again)).toEqual({ outcome: 'refused', because: 'shut' });
  await removed(theirs);
  expect(await roles(one.login, other.login, `${theirs.name}_reader`, `${theirs.name}_writer`)).toEqual([]);
  expect(await makeLogin(database.administrator, again)).toEqual({ outcome: 'refused', because: 'shut' });
});
