import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from './testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

const queue = async (sqs: SQSClient, QueueName: string, Attributes: Record<string, string> = {}) => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  const { Attributes: found } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return { url: QueueUrl ?? '', arn: found?.QueueArn ?? '' };
};
const bodies = async (sqs: SQSClient, QueueUrl: string) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], VisibilityTimeout: 0 }),
  );
  return Messages.map(({ Body, MessageAttributes = {} }) => [Body, MessageAttributes.code?.StringValue]);
};

describe('StartMessageMoveTask', () => {
  test('moves all messages of a dead-letter queue with their attributes, and takes no other queue for one', async () => {
    const sqs = new SQSClient(aws.as(freshAccount()));
    const dead = await queue(sqs, 'work-dlq');
    const work = await queue(sqs, 'work', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }) });
    const MessageAttributes = { code: { DataType: 'String', StringValue: 'MalformedEvent' } };
    for (const MessageBody of ['one', 'two'])
      await sqs.send(new SendMessageCommand({ QueueUrl: dead.url, MessageBody, MessageAttributes }));
    const start = (SourceArn: string, DestinationArn?: string) => sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));

    expect(await errorOf(start(work.arn, dead.arn))).toBe('InvalidParameterValue');
    await expect(start(dead.arn)).resolves.toMatchObject({ TaskHandle: expect.any(String) });
    expect(await bodies(sqs, dead.url)).toEqual([]);
    expect((await bodies(sqs, work.url)).toSorted()).toEqual([
      ['one', 'MalformedEvent'],
      ['two', 'MalformedEvent'],
    ]);
  });
});
