import { describe, expect, test } from '@jest/globals';
import { tenantsTable } from '../../services/admin/src/infra/tenants-table.ts';
import { breaches } from './breaches.ts';
import { type TableShape, tablesOf } from './tables.ts';

const index = (keys: string, projection = 'INCLUDE shown') => ({ keys: [keys], projection });
const table = (more: Partial<TableShape> = {}): TableShape => ({
  keys: ['pk HASH S'],
  indexes: { one: index('a HASH S') },
  localIndexes: {},
  ...more,
});
const between = (before: TableShape, after: TableShape) => breaches({ 'tenantry-{stage}-x': before }, { 'tenantry-{stage}-x': after });

describe('tables that are deployed', () => {
  test('may stay, be joined by others, and get or lose one index per release', () => {
    expect(between(table(), table())).toEqual([]);
    expect(breaches({ a: table() }, { a: table(), b: table() })).toEqual([]);
    expect(between(table(), table({ indexes: { one: index('a HASH S'), two: index('b HASH S', 'ALL') } }))).toEqual([]);
    expect(between(table(), table({ indexes: {} }))).toEqual([]);
  });

  test.each([
    [
      'what an index projects',
      table({ indexes: { one: index('a HASH S', 'ALL') } }),
      'one: DynamoDB cannot change what an index projects (INCLUDE shown -> ALL): create an index with a new name in one deployment, remove the old one in the next',
    ],
    [
      'the key of an index',
      table({ indexes: { one: index('b HASH S') } }),
      'one: DynamoDB cannot change the key of an index (a HASH S -> b HASH S): create an index with a new name in one deployment, remove the old one in the next',
    ],
    [
      'the type of a key',
      table({ keys: ['pk HASH N'] }),
      'has another key (pk HASH S -> pk HASH N): the table has a name, so CloudFormation cannot replace it, and what it holds cannot be made again',
    ],
    [
      'local indexes',
      table({ localIndexes: { local: index('pk HASH S') } }),
      'has other local indexes: the table has a name, so CloudFormation cannot replace it, and what it holds cannot be made again',
    ],
    [
      'two indexes at once',
      table({ indexes: { two: index('b HASH S') } }),
      'two is new, one is gone: DynamoDB makes or removes one index per update: one for each deployment',
    ],
  ])('cannot change %s', (_what, after, line) => {
    expect(between(table(), after)).toEqual([`breaking: tenantry-{stage}-x ${line}`]);
  });

  test('cannot be renamed', () => {
    expect(breaches({ a: table() }, { b: table() })).toEqual([
      'breaking: a is gone or renamed: its items stay behind in a table that nothing reads',
    ]);
  });
});

test('every index of the tenants table projects one map, so that a new field of a list changes no index', () => {
  const tables = tablesOf([{ Table: tenantsTable('tenantry-dev-admin') }], 'dev');
  expect(Object.keys(tables)).toEqual(['tenantry-{stage}-admin']);
  const { keys, indexes } = tables['tenantry-{stage}-admin'] ?? table();
  expect(keys).toEqual(['pk HASH S', 'sk RANGE S']);
  expect(Object.values(indexes).map(({ projection }) => projection)).toEqual(Array(4).fill('INCLUDE shown'));
});
