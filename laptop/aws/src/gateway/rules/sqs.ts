import { randomUUID } from 'node:crypto';
import type { AwsCall } from '../call.ts';
import { required } from '../emulated/request.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';

interface Queue {
  readonly accountId: string;
  readonly region: string;
  readonly url: string;
}
interface Message {
  readonly Body: string;
  readonly ReceiptHandle: string;
  readonly MessageAttributes?: Readonly<Record<string, object>>;
}
const ask = async <T>(context: GatewayContext, { accountId, region }: Omit<Queue, 'url'>, operation: string, input: object): Promise<T> => {
  const { status, output } = await context.emulator({ accountId, region, service: 'sqs', operation, input: { ...input } });
  if (status >= 300)
    throw new AwsError(String(output.__type ?? 'InternalFailure').replace(/^.*[#.]/, ''), String(output.message ?? operation));
  return output as T;
};

const queueOf = async (context: GatewayContext, arn: string, field: string): Promise<Queue> => {
  const [, , service, region = '', accountId = '', name = ''] = arn.split(':');
  if (service !== 'sqs' || !name) throw new AwsError('InvalidParameterValue', `Value ${arn} for parameter ${field} is invalid.`);
  const { QueueUrl } = await ask<{ QueueUrl: string }>(context, { accountId, region }, 'GetQueueUrl', { QueueName: name });
  return { accountId, region, url: QueueUrl };
};

/** Queues whose messages end in the given dead-letter queue. The emulator lacks ListDeadLetterSourceQueues too. */
const sourcesOf = async (context: GatewayContext, queue: Queue, arn: string): Promise<readonly string[]> => {
  const { QueueUrls = [] } = await ask<{ QueueUrls?: string[] }>(context, queue, 'ListQueues', {});
  const found: string[] = [];
  for (const QueueUrl of QueueUrls) {
    const input = { QueueUrl, AttributeNames: ['RedrivePolicy'] };
    const { Attributes } = await ask<{ Attributes?: { RedrivePolicy?: string } }>(context, queue, 'GetQueueAttributes', input);
    const { deadLetterTargetArn } = JSON.parse(Attributes?.RedrivePolicy || '{}') as { deadLetterTargetArn?: string };
    if (deadLetterTargetArn === arn) found.push(QueueUrl);
  }
  return found;
};

/** Only a dead-letter queue can be the source; without a destination the messages go back to where they came from. */
const destinationOf = async (context: GatewayContext, source: Queue, sourceArn: string, arn: string | undefined): Promise<Queue> => {
  const [url] = await sourcesOf(context, source, sourceArn);
  if (!url) throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
  return arn ? queueOf(context, arn, 'DestinationArn') : { ...source, url };
};

const move = async (context: GatewayContext, source: Queue, destination: Queue): Promise<void> => {
  const QueueUrl = source.url;
  for (;;) {
    const { Messages = [] } = await ask<{ Messages?: Message[] }>(context, source, 'ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    });
    if (Messages.length === 0) return;
    for (const { Body, ReceiptHandle, MessageAttributes = {} } of Messages) {
      await ask(context, destination, 'SendMessage', { QueueUrl: destination.url, MessageBody: Body, MessageAttributes });
      await ask(context, source, 'DeleteMessage', { QueueUrl, ReceiptHandle });
    }
  }
};

/** SQS moves a dead-letter queue's messages in the background; here they have moved when it answers. */
const startMessageMoveTask = async (call: AwsCall, context: GatewayContext): Promise<object> => {
  const { SourceArn, DestinationArn } = call.params as { SourceArn?: string; DestinationArn?: string };
  const sourceArn = required(SourceArn, 'SourceArn', 'MissingRequiredParameterException');
  for (const action of ['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']) {
    await context.authorize(call, `sqs:${action}`, sourceArn);
  }
  if (DestinationArn) await context.authorize(call, 'sqs:SendMessage', DestinationArn);
  const source = await queueOf(context, sourceArn, 'SourceArn');
  await move(context, source, await destinationOf(context, source, sourceArn, DestinationArn));
  return { TaskHandle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn })).toString('base64') };
};

export const sqsRules: readonly Rule[] = [
  {
    name: 'message-move-task',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html',
    service: 'sqs',
    operations: ['StartMessageMoveTask'],
    before: async (call, context) => ({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: Buffer.from(JSON.stringify(await startMessageMoveTask(call, context))),
    }),
  },
];
