import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

/** How a value is kept in one item of a table, beside the item's version. */
export interface Kept<Value> {
  /** The table's key, partition key first. */
  readonly key: Readonly<Record<string, string>>;
  /** @param item without its version; undefined while there is none */
  readonly toValue: (item: object | undefined) => Value;
  /** Attributes of the item besides key and version. */
  readonly toAttributes: (value: Value) => object;
}
interface Versioned {
  readonly version: number;
  readonly value: unknown;
}
/** At most a worker and a few messages write one item: more conflicts are a bug. */
const MAX_CONFLICTS = 50;

export interface VersionedItems {
  readonly read: <Value>(kept: Kept<Value>) => Promise<Value>;
  /**
   * Reads, applies the pure `f`, writes the first of what it answers if nobody wrote in between, else tries again with what they wrote.
   * The same value written back is no change.
   * @returns all that `f` answered when its value was stored: what else a caller wants to know, `f` answers behind the value
   */
  readonly change: <Value, Changed extends readonly [Value, ...unknown[]]>(
    kept: Kept<Value>,
    f: (value: Value) => Changed,
  ) => Promise<Changed>;
}

/** A table's items, for one invocation: it remembers what it last read or wrote, so that a change is one write. */
export const versionedItems = (table: DynamoDBDocumentClient, TableName: string): VersionedItems => {
  const known = new Map<string, Versioned>();
  const find = async <Value>({ key, toValue }: Kept<Value>): Promise<Versioned> => {
    const id = Object.values(key).join(' ');
    const remembered = known.get(id);
    if (remembered) return remembered;
    const { Item } = await table.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
    const { version, ...item } = (Item ?? { version: 0 }) as { readonly version: number };
    const found = { version, value: toValue(Item ? item : undefined) };
    known.set(id, found);
    return found;
  };
  return {
    read: async <Value>(kept: Kept<Value>) => (await find(kept)).value as Value,
    change: async <Value, Changed extends readonly [Value, ...unknown[]]>(kept: Kept<Value>, f: (value: Value) => Changed) => {
      const { key, toAttributes } = kept;
      const [id, partition = ''] = [Object.values(key).join(' '), Object.keys(key)[0]];
      for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
        const before = await find(kept);
        const changed = f(before.value as Value);
        const [value] = changed;
        if (value === before.value) return changed;
        const version = before.version + 1;
        const unchanged =
          before.version === 0
            ? { ConditionExpression: 'attribute_not_exists(#partition)', ExpressionAttributeNames: { '#partition': partition } }
            : {
                ConditionExpression: '#version = :version',
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':version': before.version },
              };
        try {
          await table.send(new PutCommand({ TableName, Item: { ...toAttributes(value), ...key, version }, ...unchanged }));
          known.set(id, { version, value });
          return changed;
        } catch (error) {
          known.delete(id); // also when nobody knows whether it was written
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }
      }
      throw new Error(`${TableName}: ${MAX_CONFLICTS} conflicting writes for ${id}`);
    },
  };
};
