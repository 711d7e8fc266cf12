import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, test } from '@jest/globals';
import { rootOf, unusedAccountId } from '../testing/accounts.ts';
import { PATIENCE_MS } from '../testing/eventually.ts';
import { type Kept, type VersionedItems, versionedItems } from './versioned-items.ts';

const TableName = 'versioned';
let table: DynamoDBDocumentClient;
beforeAll(async () => {
  const client = new DynamoDBClient(rootOf(unusedAccountId()));
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: PATIENCE_MS / 1000, minDelay: 1 }, { TableName });
  table = DynamoDBDocumentClient.from(client);
});

const numbers = (id: string): Kept<readonly number[]> => ({
  key: { id },
  toValue: (item) => (item as { readonly numbers: readonly number[] } | undefined)?.numbers ?? [],
  toAttributes: (value) => ({ numbers: value }),
});
const add = (items: VersionedItems, id: string, one: number) => items.change(numbers(id), (before) => [[...before, one], before.length]);

test('of many writers at once none is lost', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, i) => add(versionedItems(table, TableName), 'many', i)));
  const stored = await versionedItems(table, TableName).read(numbers('many'));
  expect([...stored].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
});

test('one that remembers an old item finds the new one when it writes, and answers what that one led to', async () => {
  const [mine, theirs] = [versionedItems(table, TableName), versionedItems(table, TableName)];
  await mine.read(numbers('two'));
  await add(theirs, 'two', 1);
  expect(await add(mine, 'two', 2)).toEqual([[1, 2], 1]);
});

test('a change that changes nothing writes nothing', async () => {
  const items = versionedItems(table, TableName);
  await items.change(numbers('none'), (before) => [before]);
  expect((await table.send(new GetCommand({ TableName, Key: { id: 'none' } }))).Item).toBeUndefined();
  await add(items, 'none', 1);
  await items.change(numbers('none'), (before) => [before]);
  expect((await table.send(new GetCommand({ TableName, Key: { id: 'none' } }))).Item).toEqual({ id: 'none', numbers: [1], version: 1 });
});
