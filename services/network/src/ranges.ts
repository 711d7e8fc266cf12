import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { serviceName } from '@tenantry/shared/names';
import { type Claim, claimOf } from './allocation.ts';

/** One item per cell, so that capacity and overlap are decided by one conditional write. */
interface Item {
  readonly cell: string;
  readonly version: number;
  readonly claims: readonly Claim[];
}
/** Only as many allocate at a time as there are workers: more conflicts than this mean a defect. */
const MAX_CONFLICTS = 50;

export const rangesTableName = (stage: string): string => `${serviceName(stage, 'network')}-ranges`;

/** Who has which range: table `tenantry-<stage>-network-ranges`. */
export interface Ranges {
  /** The range that a tenant has, and in which cell. */
  readonly find: (tenantId: string) => Promise<{ readonly cell: string; readonly cidr: string } | undefined>;
  /** Replaces a cell's claims, if nobody did in between, else tries again with theirs; the same array changes nothing. */
  readonly change: (cell: string, f: (claims: readonly Claim[]) => readonly Claim[]) => Promise<void>;
}

/** @param cells names of all cells; the object serves one step, since it remembers what it read */
export const rangesIn = (table: DynamoDBDocumentClient, tableName: string, cells: readonly string[]): Ranges => {
  const known = new Map<string, Item>();
  const read = async (cell: string): Promise<Item> => {
    const { Item: found } = await table.send(new GetCommand({ TableName: tableName, Key: { cell }, ConsistentRead: true }));
    const item = (found as Item | undefined) ?? { cell, version: 0, claims: [] };
    known.set(cell, item);
    return item;
  };
  return {
    find: async (tenantId) => {
      for (const cell of cells) {
        const claim = claimOf((known.get(cell) ?? (await read(cell))).claims, tenantId);
        if (claim) return { cell, cidr: claim.cidr };
      }
      return undefined;
    },
    change: async (cell, f) => {
      for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
        const before = known.get(cell) ?? (await read(cell));
        const claims = f(before.claims);
        if (claims === before.claims) return;
        const after: Item = { cell, version: before.version + 1, claims };
        try {
          await table.send(
            new PutCommand({
              TableName: tableName,
              Item: after,
              ConditionExpression: before.version === 0 ? 'attribute_not_exists(cell)' : '#version = :version',
              ...(before.version === 0
                ? {}
                : { ExpressionAttributeNames: { '#version': 'version' }, ExpressionAttributeValues: { ':version': before.version } }),
            }),
          );
          known.set(cell, after);
          return;
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
          known.delete(cell);
        }
      }
      throw new Error(`${tableName}: ${MAX_CONFLICTS} conflicting writes for cell ${cell}`);
    },
  };
};
