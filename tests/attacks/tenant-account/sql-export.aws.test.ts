import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { ulid } from 'ulid';
import { exportBucket } from '../../../services/pipeline/src/export/export-bucket.ts';
import type { Manifest } from '../../../services/pipeline/src/export/manifest.ts';
import { dataExport } from '../../../services/pipeline/src/steps/data-export.ts';
import { type TestDatabase, testDatabase } from '../../../services/pipeline/src/testing/database.ts';
import { hasPsql, restore, restoreByPsql } from '../../../services/pipeline/src/testing/restore.ts';
import { attack } from '../attack.ts';
import { patiently, type Robbed, robbed } from './sql-login.ts';

const s3 = new S3Client({ ...rootOf(testAccounts.superAdmin), forcePathStyle: true });
const Bucket = `attacks-${ulid().toLowerCase()}`;
let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'attacks-'));
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The off-boarding's export, to its end: its files by name. */
const exportOf = async ({ scope }: Robbed): Promise<ReadonlyMap<string, string>> => {
  const exporting = { ...scope, exports: exportBucket(s3, Bucket, scope.tenantId) };
  await patiently(() => dataExport.remove(exporting, { export: true }, {}));
  const files = new Map<string, string>();
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${scope.tenantId}/` }));
  for (const { Key = '' } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    files.set(Key.slice(scope.tenantId.length + 1), (await Body?.transformToString()) ?? '');
  }
  return files;
};
const sqlOf = (files: ReadonlyMap<string, string>): string =>
  [...files].flatMap(([name, text]) => (name.endsWith('.sql') ? [text] : [])).join('');
const urlOf = ({ database: { host, port, name } }: TestDatabase, user = name, password = 'administrator') =>
  `postgres://${user}:${password}@${host}:${port}/${name}`;

attack('sql-export-shell', 'a tenant names its objects so that a restore of its export runs shell commands', async () => {
  const mine = await robbed(database);
  const marker = path.join(folder, 'pwned');
  const name = `x'\n\\! id > ${marker}\n\\o ${marker}\n`;
  // Names of 63 bytes at most: the folder has to fit.
  const short = `"a\n\\! touch ${marker.slice(0, 45)}\n"`;
  const owner = await mine.asMigrations();
  await owner.query(`CREATE TABLE ${short} (${short} text CHECK (length(${short}) > 0), note text DEFAULT ${owner.escapeLiteral(name)});
    INSERT INTO ${short} VALUES (${owner.escapeLiteral(name)}), (E'\\\\! id'), (E'\\n\\\\! id'), (E'\\\\.');
    COMMENT ON TABLE ${short} IS ${owner.escapeLiteral(name)}; COMMENT ON COLUMN ${short}.note IS ${owner.escapeLiteral(name)};
    CREATE AGGREGATE ${short} (int) (SFUNC = int4pl, STYPE = int); CREATE TYPE ${short.replace('a', 'b')} AS ENUM (${owner.escapeLiteral('e\n\\! id')});
    CREATE FUNCTION ${short.replace('a', 'c')} (${short} int DEFAULT 1) RETURNS text LANGUAGE sql AS ${owner.escapeLiteral(`SELECT ${owner.escapeLiteral(name)}`)};
    CREATE VIEW ${short.replace('a', 'd')} AS SELECT ${owner.escapeLiteral(name)} AS ${short};
    CREATE INDEX ${short.replace('a', 'i')} ON ${short} (lower(${short} || ${owner.escapeLiteral(name)}));
    CREATE POLICY ${short} ON ${short} USING (${short} <> ${owner.escapeLiteral(name)})`);
  await owner.end();
  const files = await exportOf(mine);
  // What is left out stands in the manifest alone, as JSON.
  expect((JSON.parse(files.get('manifest.json') ?? '{}') as Manifest).omitted).toHaveLength(1);
  const target = await testDatabase();
  if (hasPsql()) restoreByPsql(urlOf(target), sqlOf(files));
  else await restore(await target.asAdministrator(), sqlOf(files));
  expect(existsSync(marker) || existsSync(marker.slice(0, 45))).toBe(false);
  const client = await target.connect();
  expect((await client.query(`SELECT count(*)::int AS n FROM ${mine.name}.${short}`)).rows).toEqual([{ n: 4 }]);
  await client.end();
});

attack('sql-export-superuser', "a tenant's check and view run code when somebody restores its export as a superuser", async () => {
  const mine = await robbed(database);
  const marker = path.join(folder, 'program');
  const owner = await mine.asMigrations();
  await owner.query(`CREATE FUNCTION code(int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN
      EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch ${marker}'''; RETURN 1; EXCEPTION WHEN insufficient_privilege THEN RETURN 1; END $$;
    CREATE TABLE t (id int CHECK (code(id) = 1)); INSERT INTO t VALUES (1);
    CREATE MATERIALIZED VIEW seen AS SELECT code(id) FROM t`);
  await owner.end();
  const sql = sqlOf(await exportOf(mine));
  const target = await testDatabase();
  const superuser = await target.connect();
  await expect(restore(superuser, sql)).rejects.toThrow('no superuser');
  await superuser.end();
  const harmless = await (await testDatabase()).asAdministrator();
  await restore(harmless, sql);
  await harmless.end();
  expect(existsSync(marker)).toBe(false);
});

/** What has stopped an export, or could. */
const IN_THE_WAY = `
  CREATE TABLE forced (id int); INSERT INTO forced VALUES (1);
  ALTER TABLE forced ENABLE ROW LEVEL SECURITY; ALTER TABLE forced FORCE ROW LEVEL SECURITY;
  CREATE POLICY fails ON forced USING (1 / 0 = 1);
  CREATE VIEW v AS SELECT 1 AS a; CREATE TABLE of_view (row v); INSERT INTO of_view VALUES (ROW (1));
  CREATE FUNCTION slow() RETURNS int LANGUAGE sql AS 'SELECT 1 FROM pg_sleep(60)';
  CREATE VIEW sleeps AS SELECT slow(); CREATE TABLE d (id int DEFAULT slow(), CONSTRAINT s CHECK (id IS NOT NULL));
  SELECT lo_from_bytea(4294967295, 'x');
  DO $$ BEGIN FOR i IN 1..300 LOOP EXECUTE format('CREATE VIEW v%s AS SELECT * FROM v%s', i, nullif(i - 1, 0)); END LOOP; END $$`;

attack('sql-export-held', 'a tenant has what an export stumbles over, and sits in it while it runs', async () => {
  const mine = await robbed(database);
  const owner = await mine.asMigrations();
  await owner.query(IN_THE_WAY);
  await owner.query(`DO $$ BEGIN FOR i IN 1..1000 LOOP
    EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY)', i); IF i % 500 = 0 THEN COMMIT; END IF; END LOOP; END $$`);
  await owner.query('BEGIN; LOCK TABLE forced, of_view, t1');
  const files = await exportOf(mine);
  const { files: written } = JSON.parse(files.get('manifest.json') ?? '{}') as Manifest;
  const rows = written.flatMap(({ tables = [] }) => tables);
  expect(rows.length).toBe(1003);
  expect(rows.filter(({ rows }) => rows > 0)).toEqual([
    { table: 'forced', rows: 1 },
    { table: 'of_view', rows: 1 },
  ]);
  expect(written.length).toBeLessThan(60);
});
