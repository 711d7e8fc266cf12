import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../laptop/aws/src/postgres.ts';

/**
 * What a tenant costs a PostgreSQL server, with a schema in one database or with a database of its own (docs/adr/0028):
 * `node --import tsx bench/tenant-databases.ts [--tenants 100]`. Each has the sample application's tables. Look at the ratios: milliseconds
 * are this machine's, and its server does not wait for its disk.
 */
const { values } = parseArgs({ options: { tenants: { type: 'string', default: '100' } } });
const TENANTS = Number(values.tenants);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const migrations = async (): Promise<string> => {
  const folder = path.join(ROOT, 'tenant-app', 'database', 'migrations');
  const files = await Promise.all(
    ['0001_staff', '0002_patients', '0003_appointments'].map((name) => readFile(path.join(folder, `${name}.sql`), 'utf8')),
  );
  return files.map((text) => text.split('-- Down Migration')[0]).join('\n');
};
const tables = await migrations();
const server = await startPostgres({ folder: path.join(ROOT, '.local', 'bench', `postgres-${process.pid}`), password: 'bench' });
const { host, port, user, password } = server;
const within = async <T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ host, port, user, password, database });
  await client.connect();
  return work(client).finally(() => client.end());
};

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
const timed = async (work: (i: number) => Promise<unknown>): Promise<number> => {
  const all: number[] = [];
  for (let i = 0; i < TENANTS; i++) {
    const before = performance.now();
    await work(i);
    all.push(performance.now() - before);
  }
  return median(all);
};

const numberOf = async (database: string, sql: string): Promise<number> =>
  within(database, async (client) => Number((await client.query(sql)).rows[0].n));
const MIB = 1024 * 1024;
const clusterMib = async (): Promise<number> =>
  (await numberOf('postgres', 'SELECT sum(pg_database_size(oid)) AS n FROM pg_database')) / MIB;
/** Memory of its own that a backend holds, once it has read every table's definition. KiB. */
const sessionKib = (database: string, schema: string): Promise<number> =>
  within(database, async (client) => {
    await client.query(`SET search_path = ${schema}; SELECT * FROM staff, patients, appointments LIMIT 0`);
    return Number((await client.query('SELECT sum(total_bytes) / 1024 AS n FROM pg_backend_memory_contexts')).rows[0].n);
  });
/** Seconds of CPU that an idle server takes in so many of the clock: what autovacuum does, by the number of databases. */
const idleCpu = async (seconds: number): Promise<number> => {
  const ticks = async (): Promise<number> => {
    const stat = await readFile(`/proc/${postmaster}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Its own and that of the children that it has waited for: workers end, and are counted then.
    return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
  };
  const before = await ticks();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return (await ticks()) - before;
};
const postmaster = await numberOf('postgres', "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS n");

const naptime = (seconds: number): Promise<unknown> =>
  within('postgres', async (client) => {
    await client.query(`ALTER SYSTEM SET autovacuum_naptime = '${seconds}s'`);
    await client.query('SELECT pg_reload_conf()');
  });

const results: Record<string, Record<string, string>> = {};
const measure = async (
  name: string,
  create: (i: number) => Promise<unknown>,
  remove: (i: number) => Promise<unknown>,
  place: string,
): Promise<void> => {
  const empty = await clusterMib();
  const created = await timed(create);
  const size = (await clusterMib()) - empty;
  const relations = await numberOf(place, 'SELECT count(*) AS n FROM pg_class');
  const memory = await sessionKib(place, 'tenant_1');
  const idle: string[] = [];
  for (const seconds of [5, 60]) {
    await naptime(seconds);
    await idleCpu(5);
    idle.push(`${await idleCpu(20)} ticks`);
  }
  const removed = await timed(remove);
  results[name] = {
    'create, ms': created.toFixed(0),
    'drop, ms': removed.toFixed(0),
    'MiB each': (size / TENANTS).toFixed(1),
    'rows of pg_class': String(relations),
    'session, KiB': memory.toFixed(0),
    'idle CPU of 20 s, naptime 5 s': idle[0] ?? '',
    'idle CPU of 20 s, naptime 60 s': idle[1] ?? '',
  };
};

try {
  await within('postgres', (client) => client.query('CREATE DATABASE shared'));
  await measure(
    'schema each',
    (i) => within('shared', (client) => client.query(`CREATE SCHEMA tenant_${i}; SET search_path = tenant_${i}; ${tables}`)),
    (i) => within('shared', (client) => client.query(`DROP SCHEMA tenant_${i} CASCADE`)),
    'shared',
  );
  await measure(
    'database each',
    async (i) => {
      await within('postgres', (client) => client.query(`CREATE DATABASE tenant_${i} TEMPLATE template0`));
      await within(`tenant_${i}`, (client) => client.query(`CREATE SCHEMA tenant_${i}; SET search_path = tenant_${i}; ${tables}`));
    },
    (i) => within('postgres', (client) => client.query(`DROP DATABASE tenant_${i} WITH (FORCE)`)),
    'tenant_1',
  );
  console.log(`${TENANTS} tenants`);
  console.table(results);
} finally {
  await server.stop();
}
