import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { serviceName } from '@tenantry/shared/names';

/** Longer than the function's timeout and than a creation usually takes, so that its owner is dead or its creation over. Seconds. */
const LEASE = 300;
const NAME = 'create-account';

export const leaseTableName = (stage: string): string => `${serviceName(stage, 'account')}-leases`;

/** Longer than Organizations may show an account without the tag that says whose it is. Seconds. */
const CLAIM = 3600;

/** One creation at a time: Organizations refuses a second one while the first is in progress. */
export interface CreationLease {
  /** Whether the tenant has the lease now; who has it already keeps it. */
  readonly take: () => Promise<boolean>;
  /** Whether an account of the pool is the tenant's to take: what Organizations shows of it may be a moment old. */
  readonly claim: (accountId: string) => Promise<boolean>;
  /** Lets the next one create; does nothing when it is somebody else's. */
  readonly release: () => Promise<void>;
}

export const creationLease = (table: DynamoDBDocumentClient, TableName: string, tenantId: string): CreationLease => {
  const unlessRefused = async (call: Promise<unknown>): Promise<boolean> => {
    try {
      await call;
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  const hold = (name: string, seconds: number): Promise<boolean> => {
    const now = Math.floor(Date.now() / 1000);
    return unlessRefused(
      table.send(
        new PutCommand({
          TableName,
          Item: { name, tenantId, until: now + seconds },
          ConditionExpression: 'attribute_not_exists(#name) OR tenantId = :own OR #until < :now',
          ExpressionAttributeNames: { '#name': 'name', '#until': 'until' },
          ExpressionAttributeValues: { ':own': tenantId, ':now': now },
        }),
      ),
    );
  };
  return {
    take: () => hold(NAME, LEASE),
    claim: (accountId) => hold(`account/${accountId}`, CLAIM),
    release: async () => {
      await unlessRefused(
        table.send(
          new DeleteCommand({
            TableName,
            Key: { name: NAME },
            ConditionExpression: 'tenantId = :own',
            ExpressionAttributeValues: { ':own': tenantId },
          }),
        ),
      );
    },
  };
};
