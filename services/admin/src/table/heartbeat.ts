import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { cacheKey, documents, tableName } from './items.ts';

const KEY = cacheKey('heartbeat');

/** Notes that the heartbeat has looked at all tenants. `at` is a key of the table's index, and text. @param at epoch milliseconds */
export const noteHeartbeat = async (at: number): Promise<void> => {
  await documents().send(new PutCommand({ TableName: tableName(), Item: { ...KEY, lookedAt: at } }));
};

/** When it did so last, epoch milliseconds; undefined when it never has. */
export const lastHeartbeat = async (): Promise<number | undefined> => {
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key: KEY }));
  return (Item as { readonly lookedAt?: number } | undefined)?.lookedAt;
};
