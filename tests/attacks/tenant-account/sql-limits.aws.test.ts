import { setTimeout } from 'node:timers/promises';
import { beforeAll, expect } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { connectionLimits, MAX_CONNECTIONS } from '@tenantry/shared/deployment/connections';
import type pg from 'pg';
import { PARAMETERS } from '../../../landing-zone/src/database-parameters.ts';
import { type TestDatabase, testDatabase } from '../../../services/pipeline/src/testing/database.ts';
import { watch } from '../../../services/pipeline/src/watchdog/watch.ts';
import { attack } from '../attack.ts';
import { type Robbed, robbed } from './sql-login.ts';

let database: TestDatabase;
let mine: Robbed;
beforeAll(async () => {
  database = await testDatabase();
  mine = await robbed(database);
});
const isAlive = (client: pg.Client): Promise<boolean> =>
  client.query('SELECT 1').then(
    () => true,
    () => false,
  );

attack('sql-own-limits', 'a stolen login sets the limits of its sessions itself, everywhere and in one database', async () => {
  const client = await mine.asFunction();
  for (const where of ['', `IN DATABASE ${mine.name}`])
    for (const setting of ['idle_session_timeout = 0', 'idle_in_transaction_session_timeout = 0', "work_mem = '2GB'"])
      await client.query(`ALTER ROLE ${mine.name} ${where} SET ${setting}`);
  await client.end();
  expect(await watch(database.administrator)).toMatchObject({ reset: [mine.name] });
  const next = await mine.asFunction();
  const { rows } = await next.query("SELECT current_setting('idle_session_timeout') AS idle, current_setting('work_mem') AS memory");
  expect(rows).toEqual([{ idle: '10min', memory: '4MB' }]);
  await next.end();
  expect(await watch(database.administrator)).toMatchObject({ reset: [], ended: [] });
});

attack('sql-locks', 'a stolen login takes locks, of which all tenants share one table, until nobody gets any', async () => {
  const [thief, worker] = [await mine.asFunction(), await mine.asMigrations()];
  await thief.query('SELECT count(pg_advisory_lock(i)) FROM generate_series(1, 6000) i');
  await worker.query('SELECT count(pg_advisory_lock(10000 + i)) FROM generate_series(1, 3000) i');
  expect((await watch(database.administrator)).ended).toEqual([{ login: mine.name, reason: 'locks' }]);
  expect([await isAlive(thief), await isAlive(worker)]).toEqual([false, true]);
  await worker.end();
});

attack('sql-transaction', 'a stolen login switches its timeouts off and keeps a transaction open', async () => {
  const [thief, idle, worker] = [await mine.asFunction(), await mine.asFunction(), await mine.asMigrations()];
  for (const client of [thief, idle]) await client.query('SET idle_in_transaction_session_timeout = 0; SET idle_session_timeout = 0');
  await thief.query('BEGIN; SELECT txid_current()');
  await worker.query('BEGIN; SELECT txid_current()');
  await setTimeout(30);
  // As after two minutes, or a quarter of an hour.
  const short = { locks: 5_000, transaction: 0.02, idle: 0.02 };
  const { ended } = await watch(database.administrator, { api: short, people: short, migrations: { ...short, transaction: 1_800 } });
  expect(ended.map(({ reason }) => reason).sort()).toEqual(['idle', 'transaction']);
  expect([await isAlive(thief), await isAlive(idle), await isAlive(worker)]).toEqual([false, false, true]);
  await worker.end();
});

attack('sql-connections', 'stolen logins open as many connections as they get', async () => {
  const limits = connectionLimits(configOf('dev'));
  const opened: pg.Client[] = [];
  for (const [login, limit] of [[mine.asFunction, limits.api] as const, [mine.asMigrations, limits.migrations] as const]) {
    for (let i = 0; i < limit; i++) opened.push(await login());
    await expect(login()).rejects.toMatchObject({ code: '53300' });
  }
  // All tenants of a full cell together leave a fifth of the server's.
  const { cells } = configOf('example').network;
  const tenants = cells.reduce((sum, { capacity }) => sum + capacity, 0);
  const { api, migrations } = connectionLimits(configOf('example'));
  expect((api + migrations) * tenants).toBeLessThanOrEqual(0.8 * MAX_CONNECTIONS);
  expect(Number(PARAMETERS.max_connections)).toBe(MAX_CONNECTIONS);
  // Nothing of it is beyond a limit, and nobody else waits.
  expect(await watch(database.administrator)).toMatchObject({ ended: [] });
  await robbed(database);
  await Promise.all(opened.map((client) => client.end()));
});

attack('sql-log', "a tenant's rows are looked for in the log of the server", async () => {
  const client = await mine.asFunction();
  for (const [name, value] of Object.entries(PARAMETERS)) {
    if (!name.startsWith('log_')) continue;
    const { rows } = await client.query('SELECT current_setting($1) AS value', [name]);
    // What is switched on by 1: PostgreSQL 18 says so of connections, and `on` of the rest.
    const said: readonly string[] = value === '1' ? ['1', 'on'] : [value];
    expect({ name, isSet: said.includes(String(rows[0]?.value)) }).toEqual({ name, isSet: true });
    // The values of parameters are written beside an error, and no error is written.
    if (name === 'log_parameter_max_length_on_error') continue;
    // Of connections nobody sets it once he is connected (55P02).
    await expect(client.query(`SET ${name} = DEFAULT`)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|55P02)$/) });
  }
  expect(PARAMETERS).toMatchObject({ log_error_verbosity: 'terse', log_min_messages: 'log', log_min_error_statement: 'panic' });
  await client.end();
});

attack('sql-left-open', 'somebody creates a database and lets everybody in, and a stolen login goes there', async () => {
  await database.administrator.session(database.database.name, (client) => client.query(`CREATE DATABASE open_${mine.name}`));
  // Databases of another cluster's administrator stand on the same server here.
  expect((await watch(database.administrator)).open).not.toContain(`open_${mine.name}`);
  await expect(mine.asFunction(`open_${mine.name}`)).rejects.toMatchObject({ code: '42501' });
});
