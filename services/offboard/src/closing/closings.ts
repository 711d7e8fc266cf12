import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { serviceName } from '@tenantry/shared/domain/names';
import { TurnWait } from '@tenantry/shared/failure/errors';

/** Accounts that wait to be closed: one item per tenant. */
export const closingsTableName = (deployment: string): string => `${serviceName(deployment, 'offboard')}-closings`;

/** One account. Times are epoch seconds. */
export interface AccountClosing {
  readonly tenantId: string;
  readonly accountId: string;
  /** When the account was empty and its closing asked for. */
  readonly requestedAt: number;
  /** `closing`: AWS has taken the request, or is being asked; `closed`: AWS says so. */
  readonly state: 'queued' | 'closing' | 'closed';
  /** While queued: when the quota is expected to allow it. */
  readonly closesAt?: number;
  /** While queued: the date that was published last. */
  readonly told?: number;
  /** While queued: AWS refused it and is not asked again before. */
  readonly notBefore?: number;
  /** When AWS was asked: it counts in the quota from then on. */
  readonly closedAt?: number;
  /** When DynamoDB deletes the item, epoch seconds: long after it has left every window. */
  readonly expiresAt?: number;
}

/** The table. Keys that are no tenant's start with `#`, which no ULID has. */
export interface Closings {
  readonly find: (tenantId: string) => Promise<AccountClosing | undefined>;
  readonly all: () => Promise<readonly AccountClosing[]>;
  /** Keeps what is there: an account is asked for once. */
  readonly register: (closing: AccountClosing) => Promise<void>;
  readonly save: (closing: AccountClosing) => Promise<void>;
  /** Runs `work` while nobody else closes accounts. Throws TurnWait when somebody does. */
  readonly alone: <T>(owner: string, now: number, seconds: number, work: () => Promise<T>) => Promise<T>;
  /** Members of the organization as last counted; 0 when they never were. */
  readonly members: () => Promise<number>;
  readonly keepMembers: (members: number, now: number) => Promise<void>;
}
const LEASE = '#lease';
const MEMBERS = '#members';

export const closingsIn = (table: DynamoDBDocumentClient, TableName: string): Closings => {
  const get = async (tenantId: string) =>
    (await table.send(new GetCommand({ TableName, Key: { tenantId }, ConsistentRead: true }))).Item as object | undefined;
  const put = (Item: object, condition = {}) => table.send(new PutCommand({ TableName, Item, ...condition }));
  const lease = (owner: string, until: number, now: number) =>
    put(
      { tenantId: LEASE, owner, until },
      {
        ConditionExpression: 'attribute_not_exists(tenantId) OR #owner = :owner OR #until <= :now',
        ExpressionAttributeNames: { '#owner': 'owner', '#until': 'until' },
        ExpressionAttributeValues: { ':owner': owner, ':now': now },
      },
    );
  return {
    find: async (tenantId) => (await get(tenantId)) as AccountClosing | undefined,
    all: async () => {
      const found: AccountClosing[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await table.send(
          new ScanCommand({ TableName, ConsistentRead: true, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }),
        );
        found.push(...((page.Items ?? []) as AccountClosing[]).filter(({ tenantId }) => !tenantId.startsWith('#')));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return found;
    },
    register: async (closing) => {
      try {
        await put(closing, { ConditionExpression: 'attribute_not_exists(tenantId)' });
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
    save: async (closing) => {
      await put(closing);
    },
    alone: async (owner, now, seconds, work) => {
      try {
        await lease(owner, now + seconds, now);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        throw new TurnWait(3, "another worker's closing of accounts");
      }
      try {
        return await work();
      } finally {
        // A lease that cannot be given back expires.
        await lease(owner, 0, now).catch(() => undefined);
      }
    },
    members: async () => ((await get(MEMBERS)) as { members?: number } | undefined)?.members ?? 0,
    keepMembers: async (members, now) => {
      await put({ tenantId: MEMBERS, members, countedAt: now });
    },
  };
};
