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
  await schema.ensure(scope, {}, {});
  const name = schemaNameOf(scope.tenantId);
  const client = await database.connect();
  await client.query(`ALTER ROLE ${name} PASSWORD 'known'; SET ROLE ${name}; SET search_path = ${name}; ${fill}`);
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

  const source = await database.connect();
  const expected = await countRows(source, name);
  expect(expected).toEqual({ wards: 12, patients: 500, '"Log"': 20, animals: 3, dogs: 1 });
  await schema.remove(scope, {}, {});
  await source.end();
  const empty = await testDatabase();
  const target = await empty.connect();
  await restore(target, sqlOf(files));
  expect(await countRows(target, name)).toEqual(expected);
  await target.end();
  // A replay after the schema is gone publishes the same export again.
  expect((await exported(scope)).out).toEqual(out);
});

test('an export that takes many invocations, one of them killed, is of one state', async () => {
  const { scope } = await leaving();
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
  expect(looks).toBeGreaterThan(3);
  const { files } = manifestOf(await filesOf(scope.tenantId));
  expect(files.map(({ table = '', rows }) => [table, rows])).toEqual([
    ['', undefined],
    ['animals', 2],
    ['dogs', 1],
    ['log_2026', 19],
    ['log_rest', 1],
    ['patients', 500],
    ['wards', 12],
    ['', undefined],
  ]);
});

test('nobody writes while an export runs: the login is locked out first, and its sessions are ended', async () => {
  const { scope, name } = await leaving();
  const client = await database.connect({ user: name, password: 'known' });
  await client.query('BEGIN');
  await client.query("INSERT INTO wards (name) VALUES ('not committed')");
  await exported(scope);
  await expect(client.query('COMMIT')).rejects.toThrow();
  await expect(database.connect({ user: name, password: 'known' })).rejects.toThrow('not permitted to log in');
  expect(manifestOf(await filesOf(scope.tenantId)).files.find(({ table }) => table === 'wards')?.rows).toBe(12);
});

test('a part that takes too long is tried again in halves', async () => {
  const { scope } = await leaving();
  let refused = 0;
  const slow: ExportBucket = {
    ...scope.exports,
    write: async (file, content) => {
      if (file.includes('patients') && refused < 3) {
        refused++;
        throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
      }
      return scope.exports.write(file, content);
    },
  };
  await exported({ ...scope, exports: slow });
  expect(refused).toBe(3);
  const { files } = manifestOf(await filesOf(scope.tenantId));
  expect(files.flatMap(({ table, rows = 0 }) => (table === 'patients' ? [rows] : [])).reduce((sum, rows) => sum + rows)).toBe(500);
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

test('data that the export cannot hold, and a schema that is gone too early, are a matter for a person', async () => {
  const { scope } = await leaving('SELECT lo_create(0)');
  await expect(exported(scope)).rejects.toMatchObject({ code: 'LargeObjects' });
  const forced = 'CREATE TABLE wards (id int); ALTER TABLE wards ENABLE ROW LEVEL SECURITY; ALTER TABLE wards FORCE ROW LEVEL SECURITY';
  const { scope: guarded } = await leaving(forced);
  await expect(exported(guarded)).rejects.toMatchObject({ code: 'ForcedRowSecurity', message: expect.stringContaining('wards') });
  const { scope: other } = await leaving();
  await expect(dataExport.remove({ ...other, now: hurried() }, WANTED, {})).rejects.toBeInstanceOf(Wait);
  await schema.remove(other, {}, {});
  await expect(exported(other)).rejects.toMatchObject({ code: 'ExportIncomplete' });
});
