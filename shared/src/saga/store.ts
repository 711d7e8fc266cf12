import { documentClient } from '../aws/document-client.ts';
import { type Kept, versionedItems } from '../aws/versioned-items.ts';
import type { Ports } from './ports.ts';
import { fresh, type StageRecord } from './record.ts';

/** A tombstone outlives every event that the archive (90 days) could replay. Seconds. */
const TOMBSTONE_KEPT = 400 * 86_400;

/** The attributes of a record's item besides key and version. DynamoDB deletes it at `expiresAt`, epoch seconds. */
export const attributesOf = (record: StageRecord): object => ({
  record,
  ...(record.ended ? { expiresAt: Math.floor(Date.now() / 1000) + TOMBSTONE_KEPT } : {}),
});

const kept = (tenantId: string): Kept<StageRecord> => ({
  key: { tenantId },
  toValue: (item) => (item as { readonly record: StageRecord } | undefined)?.record ?? fresh(tenantId),
  toAttributes: attributesOf,
});

/** The stage's own table, one item per tenant: `{ tenantId, version, record }`. One store serves one invocation. */
export const store = (tableName: string): Ports['change'] => {
  const items = versionedItems(documentClient(), tableName);
  return (tenantId, f) => items.change(kept(tenantId), f);
};
