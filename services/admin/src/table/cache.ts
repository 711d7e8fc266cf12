import { gunzipSync, gzipSync } from 'node:zlib';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { cacheKey, documents, tableName } from './items.ts';

/** Kept for who looks back. Seconds. */
const KEPT = 7 * 86_400;

interface Kept {
  /** Epoch milliseconds. */
  readonly askedAt: number;
  readonly content: Uint8Array;
}
export interface Cached<T> {
  readonly value: T;
  /** Epoch milliseconds: when it was asked for. */
  readonly at: number;
}

/**
 * An answer of AWS that is slow or costs money, kept in the table. Compressed: an item holds 400 KB.
 * @param seconds for which an answer is good enough
 */
export const cached = async <T>(what: string, seconds: number, ask: () => Promise<T>): Promise<Cached<T>> => {
  const Key = cacheKey(what);
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key }));
  const kept = Item as Kept | undefined;
  const now = Date.now();
  if (kept && kept.askedAt + seconds * 1000 > now) {
    return { value: JSON.parse(gunzipSync(kept.content).toString('utf8')) as T, at: kept.askedAt };
  }
  const value = await ask();
  const content = gzipSync(JSON.stringify(value));
  const expiresAt = Math.floor(now / 1000) + KEPT;
  await documents().send(new PutCommand({ TableName: tableName(), Item: { ...Key, askedAt: now, content, expiresAt } }));
  return { value, at: now };
};
