import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../src/testing/accounts.ts';
import { eventually } from '../src/testing/eventually.ts';
import { type OwnAws, startOwnAws } from '../src/testing/own-aws.ts';

// Starting processes takes seconds on a busy machine.
let aws: OwnAws;
let events: EventBridgeClient;
let sqs: SQSClient;
let busArn: string;

const arnOf = (queue: string): string => `arn:aws:sqs:${aws.local.region}:${ACCOUNTS.home}:${queue}`;
const urlOf = (queue: string): string => `https://sqs.${aws.local.region}.amazonaws.com/${ACCOUNTS.home}/${queue}`;
const createQueue = async (name: string): Promise<void> => {
  await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arnOf(name) };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: urlOf(name), Attributes: { Policy } }));
};
/** A rule on an event source that leads to a queue; answers the rule's ARN. */
const createRule = async (name: string, source: string, queue: string, deadLetters?: string): Promise<string> => {
  const EventPattern = JSON.stringify({ source: [source] });
  const { RuleArn = '' } = await events.send(new PutRuleCommand({ Name: name, EventBusName: 'bus', EventPattern }));
  const target = { Id: 'queue', Arn: arnOf(queue), ...(deadLetters ? { DeadLetterConfig: { Arn: arnOf(deadLetters) } } : {}) };
  await events.send(new PutTargetsCommand({ Rule: name, EventBusName: 'bus', Targets: [target] }));
  return RuleArn;
};
const put = (source: string, detail: object) =>
  events.send(
    new PutEventsCommand({ Entries: [{ EventBusName: 'bus', Source: source, DetailType: 'Test', Detail: JSON.stringify(detail) }] }),
  );
/** What is in a queue, once: it is there no longer, however late the next look comes. */
const receive = async (queue: string): Promise<Message[] | undefined> => {
  const look = new ReceiveMessageCommand({ QueueUrl: urlOf(queue), MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] });
  const { Messages } = await sqs.send(look);
  for (const { ReceiptHandle } of Messages ?? []) await sqs.send(new DeleteMessageCommand({ QueueUrl: urlOf(queue), ReceiptHandle }));
  return Messages;
};

beforeAll(async () => {
  aws = await startOwnAws();
  events = new EventBridgeClient(aws.as(ACCOUNTS.home));
  sqs = new SQSClient(aws.as(ACCOUNTS.home));
  busArn = (await events.send(new CreateEventBusCommand({ Name: 'bus' }))).EventBusArn ?? '';
});
afterAll(() => aws.stop());

test('an event whose target is gone lands in the rule’s dead-letter queue with the reason', async () => {
  for (const queue of ['gone', 'dead']) await createQueue(queue);
  await createRule('to-gone', 'test.gone', 'gone', 'dead');
  await sqs.send(new DeleteQueueCommand({ QueueUrl: urlOf('gone') }));
  await put('test.gone', { customerId: 't' });
  const [letter] = await eventually('the dead letter', () => receive('dead'));
  expect(letter?.MessageAttributes).toMatchObject({
    ERROR_CODE: { StringValue: 'NO_RESOURCE' },
    TARGET_ARN: { StringValue: arnOf('gone') },
  });
  expect(JSON.parse(letter?.Body ?? '{}')).toMatchObject({ source: 'test.gone', detail: { customerId: 't' } });
});

test('a replay reaches only the rules that it names', async () => {
  for (const queue of ['named', 'other']) await createQueue(queue);
  const { ArchiveArn } = await events.send(new CreateArchiveCommand({ ArchiveName: 'archive', EventSourceArn: busArn }));
  const named = await createRule('named', 'test.replay', 'named');
  await createRule('other', 'test.replay', 'other');
  await put('test.replay', { n: 1 });
  for (const queue of ['named', 'other']) expect(await eventually(`the event in ${queue}`, () => receive(queue))).toHaveLength(1);
  await events.send(
    new StartReplayCommand({
      ReplayName: 'again',
      EventSourceArn: ArchiveArn,
      EventStartTime: new Date(Date.now() - 3_600_000),
      EventEndTime: new Date(Date.now() + 3_600_000),
      Destination: { Arn: busArn, FilterArns: [named] },
    }),
  );
  const [replayed] = await eventually('the replayed event', () => receive('named'));
  expect(JSON.parse(replayed?.Body ?? '{}')).toMatchObject({ 'replay-name': 'again', detail: { n: 1 } });
  expect(await receive('other')).toBeUndefined();
});
