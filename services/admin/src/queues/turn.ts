import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { QueueName } from '../infra/inventory.ts';
import { documents, tableName, turnKey } from '../table/items.ts';

/**
 * Who acts on a dead letter has its queue to himself: SQS shows no message without hiding it from others, so those who only look would
 * hide it from the one who works. Longer than an answer of the API may take. Seconds.
 */
const TURN = 30;

/** Whether somebody acts on a letter of the queue at this moment: then nobody looks. */
export const isTaken = async (queue: QueueName): Promise<boolean> => {
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key: turnKey(queue), ConsistentRead: true }));
  return ((Item as { readonly until?: number } | undefined)?.until ?? 0) > Date.now() / 1000;
};

const put = (queue: QueueName, owner: string, until: number, condition: string, values: object) =>
  documents().send(
    new PutCommand({
      TableName: tableName(),
      Item: { ...turnKey(queue), owner, until, expiresAt: Math.ceil(Date.now() / 1000) + TURN },
      ConditionExpression: condition,
      ExpressionAttributeNames: Object.fromEntries([...condition.matchAll(/#(\w+)/g)].map(([name, attribute = '']) => [name, attribute])),
      ExpressionAttributeValues: values,
    }),
  );

/**
 * Does the work while nobody looks at the queue's letters.
 * @param owner who works: ids of two requests differ
 * @returns undefined when somebody else has the turn
 */
export const inTurn = async <T>(queue: QueueName, owner: string, work: () => Promise<T>): Promise<{ readonly done: T } | undefined> => {
  const now = Date.now() / 1000;
  try {
    await put(queue, owner, now + TURN, 'attribute_not_exists(pk) OR #until <= :now', { ':now': now });
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return undefined;
  }
  try {
    return { done: await work() };
  } finally {
    // One that cannot be given back ends with its time.
    await put(queue, owner, 0, '#owner = :owner', { ':owner': owner }).catch(() => undefined);
  }
};
