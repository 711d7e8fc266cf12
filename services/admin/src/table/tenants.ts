import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Kept, versionedItems } from '@tenantry/shared/aws/versioned-items';
import type { Fact } from '../model/fact.ts';
import { freshHistory, type TenantHistory } from '../model/history.ts';
import { noTenant } from '../problem/problem.ts';
import {
  BY_CREATION,
  documents,
  type EventItem,
  eventKey,
  LISTING,
  type ListedTenant,
  type TenantItem,
  tableName,
  tenantItem,
  tenantKey,
} from './items.ts';

const kept = (tenantId: string): Kept<TenantHistory> => ({
  key: tenantKey(tenantId),
  toValue: (item) => (item as TenantItem | undefined)?.history ?? freshHistory(tenantId),
  toAttributes: tenantItem,
});

/** What is known of a tenant. */
export const findHistory = async (tenantId: string): Promise<TenantHistory | undefined> => {
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key: tenantKey(tenantId), ConsistentRead: true }));
  return (Item as TenantItem | undefined)?.history;
};

/** @throws Problem 404 */
export const getHistory = async (tenantId: string): Promise<TenantHistory> => {
  const history = await findHistory(tenantId);
  if (!history) throw noTenant(tenantId);
  return history;
};

/**
 * Reads, applies the pure change, writes if nobody wrote in between, else tries again.
 * @returns what is then stored
 */
export const changeHistory = async (tenantId: string, change: (history: TenantHistory) => TenantHistory): Promise<TenantHistory> => {
  const [after] = await versionedItems(documents(), tableName()).change(kept(tenantId), (before) => [change(before)]);
  return after;
};

/** Keeps an event in the timeline, once: of a republication the earlier stays, whichever came first. The same one is kept as it is now. */
export const keepEvent = async (tenantId: string, fact: Fact, expiresAt?: number): Promise<void> => {
  const Item: EventItem = {
    ...eventKey(tenantId, fact.eventId),
    ...fact,
    // What goes with the archive's events is progress.
    ...(expiresAt === undefined ? { day: fact.at.slice(0, 10), shown: { name: fact.name } } : { expiresAt }),
  };
  try {
    await documents().send(
      new PutCommand({
        TableName: tableName(),
        Item,
        ConditionExpression: 'attribute_not_exists(pk) OR #at >= :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': fact.at },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** Keeps an event of the timeline as it is now. */
export const putEvent = async (Item: EventItem): Promise<void> => {
  await documents().send(new PutCommand({ TableName: tableName(), Item }));
};

/** Whether the bus has brought the event here. */
export const isKept = async (tenantId: string, eventId: string): Promise<boolean> => {
  const { Item } = await documents().send(
    new GetCommand({ TableName: tableName(), Key: eventKey(tenantId, eventId), ConsistentRead: true, ProjectionExpression: 'pk' }),
  );
  return Item !== undefined;
};

/** A tenant with its whole timeline. */
export const findTenant = async (
  tenantId: string,
): Promise<{ readonly history: TenantHistory; readonly facts: readonly Fact[] } | undefined> => {
  const items = await queryAll<TenantItem | EventItem>({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': tenantKey(tenantId).pk },
    ConsistentRead: true,
  });
  const tenant = items.find((item): item is TenantItem => item.sk === 'TENANT');
  return tenant && { history: tenant.history, facts: items.filter((item): item is EventItem => item.sk.startsWith('EVENT#')) };
};

/** All tenants, as lists show them; thousands at most. */
export const allTenants = async (): Promise<readonly ListedTenant['shown'][]> => {
  const listed = await queryAll<ListedTenant>({
    IndexName: BY_CREATION,
    KeyConditionExpression: 'listing = :listing',
    ExpressionAttributeValues: { ':listing': LISTING },
  });
  return listed.map(({ shown }) => shown);
};

/** All items of a query, page after page. */
export const queryAll = async <T>(query: Omit<ConstructorParameters<typeof QueryCommand>[0], 'TableName'>): Promise<readonly T[]> => {
  const items: T[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await documents().send(
      new QueryCommand({ ...query, TableName: tableName(), ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }),
    );
    items.push(...((page.Items ?? []) as T[]));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
};
