import { createHash } from 'node:crypto';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/failure/errors';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { ulid } from 'ulid';
import { type ExportBucket, exportBucket } from '../export/export-bucket.ts';
import type { Manifest } from '../export/manifest.ts';
import type { Scope } from '../scope.ts';
import { schemaNameOf } from '../tenant-database.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { restore } from '../testing/restore.ts';
import { RICH_SCHEMA } from '../testing/rich-schema.ts';
import { tenant } from '../testing/tenant.ts';
import { dataExport } from './data-export.ts';
import { schema } from './schema.ts';

const s3 = new S3Client({ ...rootOf(testAccounts.superAdmin), forcePathStyle: true });
const Bucket = `exports-${ulid().toLowerCase()}`;
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await s3.send(new CreateBucketCommand({ Bucket }));
});

/** A tenant with a schema full of everything, who wants the data. */
const leaving = async (fill = RICH_SCHEMA): Promise<{ scope: Scope; name: string }> => {
  const { scope } = await tenant({ database });
  await schema.ensure(scope, { plan: 'standard' }, {});
  const name = schemaNameOf(scope.tenantId);
  const client = await database.connect({ database: name });
  await client.query(`ALTER ROLE ${name} PASSWORD 'known'; SET ROLE ${name}_owner; SET search_path = ${name}; ${fill}`);
  await client.end();
  return { scope: { ...scope, exports: exportBucket(s3, Bucket, scope.tenantId) }, name };
};
/** What TenantOffboarding says. */
const WANTED = { export: true };
/** As the runner does: again while it waits. Answers the looks, too. */
const exported = async (scope: Scope) => {
  for (let looks = 1; ; looks++) {
    try {
      return { out: await dataExport.remove(scope, WANTED, {}), looks };
    } catch (error) {
      if (!(error instanceof Wait) || looks > 100) throw error;
    }
  }
};
const filesOf = async (tenantId: string): Promise<Map<string, string>> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${tenantId}/` }));
  const files = new Map<string, string>();
  for (const { Key = '' } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    files.set(Key.slice(tenantId.length + 1), (await Body?.transformToString()) ?? '');
  }
  return files;
};
const sqlOf = (files: ReadonlyMap<string, string>): string =>
  [...files].flatMap(([name, text]) => (name.endsWith('.sql') ? [text] : [])).join('');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const manifestOf = (files: ReadonlyMap<string, string>): Manifest => JSON.parse(files.get('manifest.json') ?? '{}') as Manifest;
/** Rows of a table in all files. */
const rowsOf = ({ files }: Manifest, name: string): number =>
  files
    .flatMap(({ tables = [] }) => tables.flatMap(({ table, rows }) => (table === name ? [rows] : [])))
    .reduce((sum, rows) => sum + rows, 0);
/** 47 MiB, which is more than one part. */
const LARGE = `CREATE TABLE pictures (data bytea); ALTER TABLE pictures ALTER data SET STORAGE PLAIN;
  INSERT INTO pictures SELECT decode(repeat('00', 7000), 'hex') FROM generate_series(1, 6000)`;
/** A clock that jumps by a worker's whole time at every look: one file per invocation. */
const hurried = (): (() => number) => {
  let time = 0;
  return () => (time += 9);
};
const countRows = async (client: Awaited<ReturnType<TestDatabase['connect']>>, name: string): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const table of ['wards', 'patients', '"Log"', 'animals', 'dogs']) {
    counts[table] = (await client.query(`SELECT count(*)::int AS n FROM ${name}.${table}`)).rows[0].n;
  }
  return counts;
};

test('the export of a tenant restores into an empty database with the same rows, and its checksums hold', async () => {
  const { scope, name } = await leaving();
  const { out } = await exported(scope);
  const files = await filesOf(scope.tenantId);
  const sums = files.get('SHA256SUMS') ?? '';
  expect(out).toEqual({ exportLocation: `s3://${Bucket}/${scope.tenantId}/`, exportSha256: sha256(sums) });
  expect(sums.trim().split('\n')).toEqual(
    [...files]
      .flatMap(([file, text]) => (file === 'SHA256SUMS' ? [] : [`${sha256(text)}  ${file}`]))
      .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)),
  );

  const source = await database.connect({ database: name });
  const expected = await countRows(source, name);
  expect(expected).toEqual({ wards: 12, patients: 500, '"Log"': 20, animals: 3, dogs: 1 });
  await source.end();
  await schema.remove(scope, {}, {});
  const target = await (await testDatabase()).asAdministrator();
  await restore(target, sqlOf(files));
  expect(await countRows(target, name)).toEqual(expected);
  await target.end();
  // A replay after the schema is gone publishes the same export again.
  expect((await exported(scope)).out).toEqual(out);
});

test('an export that takes many invocations, one of them killed, is of one state', async () => {
  const { scope } = await leaving(`${RICH_SCHEMA}; ${LARGE}`);
  let writes = 0;
  const killed: ExportBucket = {
    ...scope.exports,
    write: async (file, content) => {
      const stored = await scope.exports.write(file, content);
      if (++writes === 6) throw new Error('killed after the file was stored, before the manifest says so');
      return stored;
    },
  };
  const slow = { ...scope, exports: killed, now: hurried() };
  await expect(exported(slow)).rejects.toThrow('killed');
  const { looks } = await exported(slow);
  expect(looks).toBeGreaterThan(1);
  const { files } = manifestOf(await filesOf(scope.tenantId));
  const rows = files.flatMap(({ tables = [] }) => tables.map((part) => [part.table, part.rows] as const));
  expect(rows.slice(0, 5)).toEqual([
    ['animals', 2],
    ['dogs', 1],
    ['log_2026', 19],
    ['log_rest', 1],
    ['patients', 500],
  ]);
  expect(Map.groupBy(rows, ([table]) => table).get('pictures')?.length).toBeGreaterThan(1);
  expect(rowsOf(manifestOf(await filesOf(scope.tenantId)), 'pictures')).toBe(6000);
});

test('nobody writes while an export runs: the login is locked out first, and its sessions are ended', async () => {
  const { scope, name } = await leaving();
  const client = await database.connect({ user: name, password: 'known', database: name });
  await client.query('BEGIN');
  await client.query(`INSERT INTO wards (name) VALUES ('not committed')`);
  await exported(scope);
  await expect(client.query('COMMIT')).rejects.toThrow();
  await expect(database.connect({ user: name, password: 'known', database: name })).rejects.toThrow('not permitted to log in');
  expect(rowsOf(manifestOf(await filesOf(scope.tenantId)), 'wards')).toBe(12);
});

test('a part that takes too long is tried again in halves', async () => {
  const { scope } = await leaving();
  let refused = 0;
  const slow: ExportBucket = {
    ...scope.exports,
    write: async (file, content) => {
      if (/tables|patients|pictures/.test(file) && refused < 3) {
        refused++;
        throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
      }
      return scope.exports.write(file, content);
    },
  };
  await exported({ ...scope, exports: slow });
  expect(refused).toBe(3);
  expect(rowsOf(manifestOf(await filesOf(scope.tenantId)), 'patients')).toBe(500);
});

test('nothing is exported unasked, or of a tenant that never had a schema', async () => {
  const { scope } = await leaving('');
  expect(await dataExport.remove(scope, { export: false }, {})).toBeUndefined();
  expect(await dataExport.remove(scope, {}, {})).toBeUndefined();
  const { scope: early } = await tenant({ database });
  const wanting = { ...early, exports: exportBucket(s3, Bucket, early.tenantId) };
  expect(await dataExport.remove(wanting, WANTED, {})).toBeUndefined();
  expect(await filesOf(early.tenantId)).toEqual(new Map());
});

test('large objects, and rows that a table hides from its owner, are in it, and the table hides them again', async () => {
  const { scope, name } = await leaving(`SELECT lo_from_bytea(4294967295, repeat('a', 1048576)::bytea), lo_from_bytea(7, 'b'), lo_create(8);
    CREATE TABLE wards (id int); INSERT INTO wards VALUES (1), (2);
    ALTER TABLE wards ENABLE ROW LEVEL SECURITY; ALTER TABLE wards FORCE ROW LEVEL SECURITY; CREATE POLICY none ON wards USING (false)`);
  await exported(scope);
  const files = await filesOf(scope.tenantId);
  expect(rowsOf(manifestOf(files), 'wards')).toBe(2);
  const target = await (await testDatabase()).asAdministrator();
  await restore(target, sqlOf(files));
  expect((await target.query('SELECT oid, length(lo_get(oid)) FROM pg_largeobject_metadata ORDER BY length')).rows).toEqual([
    { oid: 8, length: 0 },
    { oid: 7, length: 1 },
    { oid: 4294967295, length: 1048576 },
  ]);
  expect((await target.query(`SELECT count(*)::int AS n FROM ${name}.wards`)).rows).toEqual([{ n: 0 }]);
  await target.query(`ALTER TABLE ${name}.wards NO FORCE ROW LEVEL SECURITY`);
  expect((await target.query(`SELECT count(*)::int AS n FROM ${name}.wards`)).rows).toEqual([{ n: 2 }]);
  await target.end();
});

test('a schema that is gone too early is a matter for a person', async () => {
  const { scope: other } = await leaving();
  await expect(dataExport.remove({ ...other, now: hurried() }, WANTED, {})).rejects.toBeInstanceOf(Wait);
  await schema.remove(other, {}, {});
  await expect(exported(other)).rejects.toMatchObject({ code: 'ExportIncomplete' });
});
