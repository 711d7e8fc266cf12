import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { client } from '@tenantry/shared/aws/client';
import { deadLetterQueueName } from '@tenantry/shared/domain/names';
import { QueueClient, queueUrl } from '@tenantry/shared/function/queue';
import type { QueueName } from '../infra/inventory.ts';

/** Messages looked at in one queue: more means that something is broken for everybody, and the first ones say what. */
const MOST = 100;
/** Long enough to look at a hundred, short enough for the next person. Seconds. */
const HIDDEN = 20;

const sqs = () => client(QueueClient);
const urlOf = (queue: QueueName): Promise<string> => queueUrl(deadLetterQueueName(process.env.STAGE ?? 'dev', queue));

export const countMessages = async (queue: QueueName): Promise<{ readonly visible: number; readonly hidden: number }> => {
  const { Attributes = {} } = await sqs().send(
    new GetQueueAttributesCommand({
      QueueUrl: await urlOf(queue),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
  };
};

/**
 * Shows messages to `look`, and gives them back. SQS cannot be read without receiving: each message is hidden for a moment, so of two
 * who look at the same time each sees a part.
 * @param look answers true when it has seen enough
 * @param most messages that are looked at
 */
export const lookAt = async (
  queue: QueueName,
  expected: number,
  look: (message: Message) => Promise<boolean>,
  most = MOST,
): Promise<number> => {
  const QueueUrl = await urlOf(queue);
  const seen: Message[] = [];
  try {
    for (let isEnough = false; !isEnough && seen.length < Math.min(most, Math.max(expected, 1)); ) {
      const { Messages = [] } = await sqs().send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: HIDDEN,
          // Asks all of SQS's hosts, not some of them.
          WaitTimeSeconds: 1,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
        }),
      );
      if (Messages.length === 0) break;
      seen.push(...Messages);
      for (const message of Messages) isEnough = (await look(message)) || isEnough;
    }
  } finally {
    await giveBack(QueueUrl, seen);
  }
  return seen.length;
};

/** One that was deleted meanwhile is refused, and nobody minds. */
const giveBack = async (QueueUrl: string, messages: readonly Message[]): Promise<void> => {
  for (let at = 0; at < messages.length; at += 10) {
    const Entries = messages.slice(at, at + 10).map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs().send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
};

export const deleteMessage = async (queue: QueueName, { ReceiptHandle }: Message): Promise<void> => {
  await sqs().send(new DeleteMessageCommand({ QueueUrl: await urlOf(queue), ReceiptHandle }));
};
