import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { serviceName } from '@tenantry/shared/names';

/** Longer than the function's timeout and than a creation usually takes, so that its owner is dead or its creation over. Seconds. */
const LEASE = 300;
const NAME = 'create-account';

export const leaseTableName = (stage: string): string => `${serviceName(stage, 'account')}-leases`;

/** One creation at a time: Organizations refuses a second one while the first is in progress. */
export interface CreationLease {
  /** Whether the tenant has the lease now; who has it already keeps it. */
  readonly take: () => Promise<boolean>;
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
  return {
    take: () => {
      const now = Math.floor(Date.now() / 1000);
      return unlessRefused(
        table.send(
          new PutCommand({
            TableName,
            Item: { name: NAME, tenantId, until: now + LEASE },
            ConditionExpression: 'attribute_not_exists(#name) OR tenantId = :own OR #until < :now',
            ExpressionAttributeNames: { '#name': 'name', '#until': 'until' },
            ExpressionAttributeValues: { ':own': tenantId, ':now': now },
          }),
        ),
      );
    },
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
