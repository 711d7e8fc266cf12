import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { client } from '../aws/client.ts';
import type { Failure } from '../failure/errors.ts';

/** Asks the configured endpoint, as all other clients do; by default the SDK asks the host in the queue's URL. */
export class QueueClient extends SQSClient {
  constructor(configuration: SQSClientConfig) {
    super({ ...configuration, useQueueUrlAsEndpoint: false });
  }
}

const urls = new Map<string, string>();
/** Of a queue of this account, looked up once per process. */
export const queueUrl = async (name: string): Promise<string> => {
  const known = urls.get(name);
  if (known) return known;
  const { QueueUrl } = await client(QueueClient).send(new GetQueueUrlCommand({ QueueName: name }));
  if (!QueueUrl) throw new Error(`no queue is called ${name}`);
  urls.set(name, QueueUrl);
  return QueueUrl;
};

/** SQS refuses a message with control characters, which the end of a build's log may hold (SendMessage API reference). */
export const attributeText = (text: string): string =>
  text
    .replace(/[\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
    .slice(0, 1024)
    .toWellFormed();

/**
 * Sends a message to a queue of this account, by name.
 * @param seconds delay, 0–900
 * @param failure why it was given up: becomes attributes of a dead letter
 */
export const send = async (queue: string, body: string, seconds: number, failure?: Failure): Promise<void> => {
  const attributes = failure
    ? Object.fromEntries(
        Object.entries(failure).flatMap(([key, value]) =>
          typeof value === 'string' && value ? [[key, { DataType: 'String', StringValue: attributeText(value) }]] : [],
        ),
      )
    : undefined;
  await client(QueueClient).send(
    new SendMessageCommand({
      QueueUrl: await queueUrl(queue),
      MessageBody: body,
      DelaySeconds: seconds,
      ...(attributes ? { MessageAttributes: attributes } : {}),
    }),
  );
};

/** Has SQS show a message again in so many seconds. Keeps the receive count. */
export const showAgain = async (record: SQSRecord, seconds: number): Promise<void> => {
  const name = record.eventSourceARN.split(':').at(-1) ?? '';
  await client(QueueClient).send(
    new ChangeMessageVisibilityCommand({ QueueUrl: await queueUrl(name), ReceiptHandle: record.receiptHandle, VisibilityTimeout: seconds }),
  );
};
