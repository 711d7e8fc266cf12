import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '@tenantry/shared/aws/document-client';
import { serviceName } from '@tenantry/shared/domain/names';
import { NOTIFICATIONS } from '@tenantry/shared/domain/notifications';

/**
 * The table of notifications:
 * - `SUBSCRIPTIONS` / id: who is told what
 * - `DELIVERIES#<subscription>` / ULID: what was told, and how that went; for 30 days
 * - `EVENT#<subscription>` / event id: the delivery that was made of an event, so that it is made once
 * - `PARKED` / `<subscription>#<delivery>`: what nobody took
 * - `TENANT#<id>` / `TENANT`: what a tenant is called, until it is off-boarded
 */
export const tableName = (): string => serviceName(process.env.STAGE ?? 'dev', NOTIFICATIONS);
export const documents = (): DynamoDBDocumentClient => documentClient();

export interface Key {
  readonly pk: string;
  readonly sk: string;
}
export const subscriptionKey = (id: string): Key => ({ pk: 'SUBSCRIPTIONS', sk: id });
export const deliveryKey = (subscription: string, id: string): Key => ({ pk: `DELIVERIES#${subscription}`, sk: id });
export const eventKey = (subscription: string, eventId: string): Key => ({ pk: `EVENT#${subscription}`, sk: eventId });
export const parkedKey = (subscription: string, id: string): Key => ({ pk: 'PARKED', sk: `${subscription}#${id}` });
export const tenantKey = (tenantId: string): Key => ({ pk: `TENANT#${tenantId}`, sk: 'TENANT' });

/** Days that a delivery, and that it was made, is kept. */
const KEPT_DAYS = 30;
/** For `expiresAt`, by which DynamoDB deletes: epoch seconds. @param now epoch milliseconds */
export const keptUntil = (now: number): number => Math.floor(now / 1000) + KEPT_DAYS * 86_400;

export const getItem = async <T>(key: Key): Promise<T | undefined> => {
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
  return Item as T | undefined;
};
export const putItem = async <Item extends Key>(item: Item, condition?: string): Promise<void> => {
  const only = condition ? { ConditionExpression: condition } : {};
  await documents().send(new PutCommand({ TableName: tableName(), Item: item, ...only }));
};
export const deleteItem = async (key: Key): Promise<void> => {
  await documents().send(new DeleteCommand({ TableName: tableName(), Key: key }));
};

interface Page {
  readonly limit?: number;
  /** Sort keys below it alone. */
  readonly before?: string;
  /** Begins the sort key. */
  readonly prefix?: string;
}
/** Of one partition, the newest first; all where no limit is given. */
export const queryItems = async <T>(pk: string, { limit, before, prefix }: Page = {}): Promise<readonly T[]> => {
  const range = before ? ' AND sk < :sk' : prefix ? ' AND begins_with(sk, :sk)' : '';
  const found: T[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await documents().send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: `pk = :pk${range}`,
        ExpressionAttributeValues: { ':pk': pk, ...(range ? { ':sk': before ?? prefix } : {}) },
        ScanIndexForward: false,
        ConsistentRead: true,
        ...(limit ? { Limit: limit } : {}),
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    found.push(...(Items as T[]));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey && (limit === undefined || found.length < limit));
  return found;
};

/** Whether a condition of a write was not met; what else went wrong is thrown. */
export const isRefused = (error: unknown): boolean => {
  if ((error as Error).name === 'ConditionalCheckFailedException') return true;
  throw error;
};
