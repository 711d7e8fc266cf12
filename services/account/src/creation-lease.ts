import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Kept, versionedItems } from '@tenantry/shared/aws/versioned-items';
import { serviceName } from '@tenantry/shared/domain/names';

/** Accounts that Organizations creates at the same time (Organizations User Guide, "Quotas and service limits"). */
export const PLACES = 5;
/** Longer than the function's timeout and than a creation usually takes, so that its owner is dead or its creation over. Seconds. */
const LEASE = 300;
/** Longer than Organizations may show an account without the tag that says whose it is. Seconds. */
const CLAIM = 3600;
/** Longer than Organizations may take to show what was asked for; after that the address decides. Seconds. */
const ASKED = 30 * 86_400;

export const leaseTableName = (deployment: string): string => `${serviceName(deployment, 'account')}-leases`;

/** Who may create an account now, and who has asked for one: the table's answer to everybody but Organizations. */
export interface CreationLease {
  /** Whether the tenant has one of the places to create an account now; who has one already keeps it. */
  readonly take: () => Promise<boolean>;
  /**
   * Notes, before it happens, that the account is asked for.
   * @returns whether nobody had noted it: else an earlier request may have been lost
   */
  readonly ask: () => Promise<boolean>;
  /** Takes the note back: AWS has refused the request. */
  readonly refused: () => Promise<void>;
  /** Whether an account of the pool is the tenant's to take: what Organizations shows of it may be a moment old. */
  readonly claim: (accountId: string) => Promise<boolean>;
  /** Lets the next one create; does nothing when it has no place. */
  readonly release: () => Promise<void>;
}

/** A tenant that may create, and until when: epoch seconds. */
export interface CreationPlace {
  readonly tenantId: string;
  readonly until: number;
}
const places: Kept<readonly CreationPlace[]> = {
  key: { name: 'account-creations' },
  toValue: (item) => (item as { readonly places: readonly CreationPlace[] } | undefined)?.places ?? [],
  toAttributes: (value) => ({ places: value }),
};

/** The places after `tenantId` has asked for one; unchanged when all are taken. Pure. */
export const taken = (before: readonly CreationPlace[], tenantId: string, now: number): readonly CreationPlace[] => {
  const others = before.filter((place) => place.tenantId !== tenantId && place.until > now);
  return others.length < PLACES ? [...others, { tenantId, until: now + LEASE }] : before;
};

export const creationLease = (table: DynamoDBDocumentClient, TableName: string, tenantId: string): CreationLease => {
  const now = () => Math.floor(Date.now() / 1000);
  /** Every call reads again: what this process remembers, another may have changed. */
  const change = async (f: (before: readonly CreationPlace[]) => readonly CreationPlace[]): Promise<readonly CreationPlace[]> => {
    const [after] = await versionedItems(table, TableName).change(places, (before) => [f(before)]);
    return after;
  };
  const asked = `asked/${tenantId}`;
  const put = async (name: string, seconds: number, unless: string, more: object = {}): Promise<boolean> => {
    try {
      await table.send(
        new PutCommand({
          TableName,
          Item: { name, tenantId, until: now() + seconds },
          ConditionExpression: `attribute_not_exists(#name)${unless}`,
          ExpressionAttributeNames: { '#name': 'name', ...(unless ? { '#until': 'until' } : {}) },
          ...more,
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  return {
    take: async () => (await change((before) => taken(before, tenantId, now()))).some((place) => place.tenantId === tenantId),
    release: async () => {
      await change((before) =>
        before.some((place) => place.tenantId === tenantId) ? before.filter((place) => place.tenantId !== tenantId) : before,
      );
    },
    ask: () => put(asked, ASKED, ''),
    refused: async () => void (await table.send(new DeleteCommand({ TableName, Key: { name: asked } }))),
    claim: (accountId) =>
      put(`account/${accountId}`, CLAIM, ' OR tenantId = :own OR #until < :now', {
        ExpressionAttributeValues: { ':own': tenantId, ':now': now() },
      }),
  };
};
