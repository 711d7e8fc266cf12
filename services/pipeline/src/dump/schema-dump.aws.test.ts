import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { ulid } from 'ulid';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { hasPsql, restore, restoreByPsql } from '../testing/restore.ts';
import { RICH_SCHEMA } from '../testing/rich-schema.ts';
import { DUMP_SETTINGS, schemaDump } from './schema-dump.ts';
import { tableRows } from './table-rows.ts';

const SCHEMA = `tenant_${ulid().toLowerCase()}`;
let source: TestDatabase;
let connected: pg.Client;
beforeAll(async () => {
  source = await testDatabase();
  connected = await source.connect();
  await connected.query(`CREATE SCHEMA ${SCHEMA}; SET search_path = ${SCHEMA}; ${RICH_SCHEMA}`);
});
afterAll(() => connected.end());

/** Everything as one text, the rows in parts of so many blocks. */
const dumpOf = async (client: pg.Client, blocks = Number.POSITIVE_INFINITY) => {
  await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${DUMP_SETTINGS}`);
  const { before, tables, after, omitted } = await schemaDump(client, SCHEMA);
  const counts: Record<string, number> = {};
  let text = before;
  for (const table of tables) {
    for (let from = 0; from === 0 || from < table.pages; from += blocks) {
      const rows = tableRows(client, table, { from, ...(from + blocks < table.pages ? { to: from + blocks } : {}) });
      for await (const chunk of rows.sql) text += chunk.toString('utf8');
      counts[table.name] = (counts[table.name] ?? 0) + rows.count();
    }
  }
  await client.query('COMMIT');
  return { text: text + after, counts, omitted };
};
/** The rows of a dump in any order: parts are as they lie in the table, which a restored table does not repeat. */
const sorted = (text: string): string => text.split('\n').sort().join('\n');

test('a dump restores into an empty database, and dumped again it is the same', async () => {
  const { text, counts, omitted } = await dumpOf(connected);
  expect(omitted).toEqual([]);
  expect(counts).toEqual({ wards: 12, patients: 500, log_2026: 19, log_rest: 1, animals: 2, dogs: 1 });
  const client = await (await testDatabase()).asAdministrator();
  await restore(client, text);
  await client.query('RESET search_path');
  const again = await dumpOf(client);
  expect(again.counts).toEqual(counts);
  expect(again.text).toBe(text);
  // What the dump says is also true of the database.
  await client.query(`SET search_path = ${SCHEMA}`);
  await expect(client.query("INSERT INTO patients (name) VALUES ('')")).rejects.toThrow('patients_name_check');
  await expect(client.query("INSERT INTO patients (name, ward) VALUES ('x', 1)")).rejects.toThrow('patients_ward_fkey');
  const { rows } = await client.query("INSERT INTO wards (name) VALUES ('next') RETURNING id");
  expect(rows).toEqual([{ id: 130 }]);
  expect((await client.query('SELECT count(*)::int FROM crowded()')).rows).toEqual([{ count: 12 }]);
  await client.end();
});

test('rows in parts of one block are the same rows', async () => {
  const [whole, parts] = [await dumpOf(connected), await dumpOf(connected, 1)];
  expect(parts.counts).toEqual(whole.counts);
  const withoutCopy = (text: string) => sorted(text.replaceAll(/^(COPY .*|\\\.|)$/gm, ''));
  expect(withoutCopy(parts.text).replaceAll(/\n+/g, '\n')).toBe(withoutCopy(whole.text).replaceAll(/\n+/g, '\n'));
  expect(parts.text.split('\nCOPY ').length).toBeGreaterThan(whole.text.split('\nCOPY ').length);
});

(hasPsql() ? test : test.skip)('psql restores it in one transaction', async () => {
  const { text, counts } = await dumpOf(connected, 2);
  const target = await testDatabase();
  const { host, port, name } = target.database;
  restoreByPsql(`postgres://${name}:administrator@${host}:${port}/${name}`, text);
  const client = await target.connect();
  expect((await dumpOf(client)).counts).toEqual(counts);
  await client.end();
});

test('what a dump leaves out is named', async () => {
  await connected.query(`CREATE AGGREGATE ${SCHEMA}.total (int) (SFUNC = int4pl, STYPE = int)`);
  const { omitted } = await dumpOf(connected);
  expect(omitted).toEqual([`function ${SCHEMA}.total(integer)`]);
  await connected.query(`DROP AGGREGATE ${SCHEMA}.total (int)`);
});
