import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { serviceName } from '@tenantry/shared/names';
import { type Decision, undecided } from './decision.ts';

/** One small item per tenant, kept for ever: a tenant that was ready once stays so. */
export const decisionsTableName = (stage: string): string => `${serviceName(stage, 'offboard')}-decisions`;

interface Item extends Decision {
  readonly version: number;
}
/** Few messages decide over one tenant: more conflicts than this mean a defect. */
const MAX_CONFLICTS = 20;

/** Changes a tenant's decision, if nobody did in between, else tries again. Answers what is then stored. */
export type ChangeDecision = (tenantId: string, f: (decision: Decision) => Decision) => Promise<Decision>;

export const decisionsIn =
  (table: DynamoDBDocumentClient, TableName: string): ChangeDecision =>
  async (tenantId, f) => {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const { Item: found } = await table.send(new GetCommand({ TableName, Key: { tenantId }, ConsistentRead: true }));
      const { version, ...before } = (found as Item | undefined) ?? { version: 0, ...undecided(tenantId) };
      const after = f(before);
      if (after === before) return before;
      try {
        await table.send(
          new PutCommand({
            TableName,
            Item: { ...after, version: version + 1 },
            ...(version === 0
              ? { ConditionExpression: 'attribute_not_exists(tenantId)' }
              : {
                  ConditionExpression: '#version = :version',
                  ExpressionAttributeNames: { '#version': 'version' },
                  ExpressionAttributeValues: { ':version': version },
                }),
          }),
        );
        return after;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    }
    throw new Error(`${TableName}: ${MAX_CONFLICTS} conflicting writes for ${tenantId}`);
  };
