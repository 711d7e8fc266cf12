import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from './document-client.ts';
import { fresh, type StageRecord } from './record.ts';

interface Item {
  readonly tenantId: string;
  readonly version: number;
  readonly record: StageRecord;
  /** When DynamoDB deletes a tombstone, epoch seconds. */
  readonly expiresAt?: number;
}
/** A tombstone outlives every event that the archive (90 days) could replay. Seconds. */
const TOMBSTONE_KEPT = 400 * 86_400;
/** Writers of one record are a worker and the messages that arrive meanwhile: more conflicts than this mean a defect. */
const MAX_CONFLICTS = 50;

/**
 * The stage's own table: one item per tenant, `{ tenantId, version, record }`, written only if nobody wrote in between.
 * One store serves one invocation: it remembers what it last read or wrote, so that a change is one write.
 */
export const store = (tableName: string) => {
  const table = documentClient();
  const known = new Map<string, Item>();
  const readItem = async (tenantId: string): Promise<Item> => {
    const { Item: found } = await table.send(new GetCommand({ TableName: tableName, Key: { tenantId }, ConsistentRead: true }));
    return (found as Item | undefined) ?? { tenantId, version: 0, record: fresh(tenantId) };
  };
  return async (tenantId: string, f: (record: StageRecord) => StageRecord): Promise<StageRecord> => {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const before = known.get(tenantId) ?? (await readItem(tenantId));
      const record = f(before.record);
      if (record === before.record) {
        known.set(tenantId, before);
        return record;
      }
      const expiry = record.ended ? { expiresAt: Math.floor(Date.now() / 1000) + TOMBSTONE_KEPT } : {};
      const after: Item = { tenantId, version: before.version + 1, record, ...expiry };
      try {
        await table.send(
          new PutCommand({
            TableName: tableName,
            Item: after,
            ConditionExpression: before.version === 0 ? 'attribute_not_exists(tenantId)' : '#version = :version',
            ...(before.version === 0
              ? {}
              : { ExpressionAttributeNames: { '#version': 'version' }, ExpressionAttributeValues: { ':version': before.version } }),
          }),
        );
        known.set(tenantId, after);
        return record;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        known.delete(tenantId);
      }
    }
    throw new Error(`${tableName}: ${MAX_CONFLICTS} conflicting writes for ${tenantId}`);
  };
};
