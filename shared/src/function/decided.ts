import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DetailOf } from '@tenantry/events-schema/event';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { decisionsTableName } from '../domain/names.ts';
import type { Message } from '../saga/record.ts';

type Offboarding = DetailOf<typeof TenantOffboarding>;

/** Whether the decision is what an event says: a later one of the same decision may add that somebody closed the account. */
const isSaid = (decided: Offboarding, said: Offboarding): boolean =>
  decided.export === said.export &&
  (decided.rolledBack ?? false) === (said.rolledBack ?? false) &&
  (said.closedAccount === undefined || decided.closedAccount?.accountId === said.closedAccount.accountId);

/**
 * The message, marked when it says that a tenant is removed and offboard has not decided so. An event can be forged by who may publish
 * it or send to the queue; the decision is written by offboard alone, before it is published.
 */
export const withDecision = async (table: DynamoDBDocumentClient, deployment: string, message: Message): Promise<Message> => {
  if (message.name !== TenantOffboarding.name) return message;
  const said = message.detail as unknown as Offboarding;
  const { Item } = await table.send(
    new GetCommand({
      TableName: decisionsTableName(deployment),
      Key: { tenantId: said.tenantId },
      ConsistentRead: true,
      ProjectionExpression: 'offboarding',
    }),
  );
  const decided = (Item as { readonly offboarding?: Offboarding } | undefined)?.offboarding;
  return decided && isSaid(decided, said) ? message : { ...message, isUndecided: true };
};
