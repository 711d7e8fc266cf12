import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../src/testing/accounts.ts';
import { eventually } from '../src/testing/eventually.ts';
import { type OwnAws, startOwnAws } from '../src/testing/own-aws.ts';

let aws: OwnAws;
let sqs: SQSClient;
let cloudWatch: CloudWatchClient;
let topic = '';

const urlOf = (queue: string): string => `https://sqs.${aws.local.region}.amazonaws.com/${ACCOUNTS.home}/${queue}`;
const heard: { readonly AlarmName: string; readonly NewStateValue: string; readonly OldStateValue: string }[] = [];
/** Takes what the topic's subscriber was told. */
const listen = async (): Promise<void> => {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf('pager'), MaxNumberOfMessages: 10 }));
  for (const { Body = '{}', ReceiptHandle } of Messages) {
    heard.push(JSON.parse((JSON.parse(Body) as { readonly Message: string }).Message) as (typeof heard)[number]);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: urlOf('pager'), ReceiptHandle }));
  }
};
const statesOf = (alarm: string): readonly string[] =>
  heard.filter(({ AlarmName }) => AlarmName === alarm).map(({ NewStateValue }) => NewStateValue);
const told = (alarm: string, states: readonly string[]) =>
  eventually(`${alarm} has said ${states.join(', ')}`, async () => {
    await listen();
    return statesOf(alarm).join() === states.join() ? true : undefined;
  });
const watch = (AlarmName: string, QueueName: string, more: object = {}) =>
  cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: QueueName }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [topic],
      OKActions: [topic],
      ...more,
    }),
  );

beforeAll(async () => {
  aws = await startOwnAws();
  sqs = new SQSClient(aws.as(ACCOUNTS.home));
  cloudWatch = new CloudWatchClient(aws.as(ACCOUNTS.home));
  const sns = new SNSClient(aws.as(ACCOUNTS.home));
  for (const QueueName of ['letters', 'others', 'pager']) await sqs.send(new CreateQueueCommand({ QueueName }));
  const Endpoint = `arn:aws:sqs:${aws.local.region}:${ACCOUNTS.home}:pager`;
  const statement = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: Endpoint };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: urlOf('pager'), Attributes: { Policy } }));
  topic = (await sns.send(new CreateTopicCommand({ Name: 'alarms' }))).TopicArn ?? '';
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint }));
});
afterAll(() => aws?.stop());

test('an alarm of a queue begins, ends when the queue is empty, and begins again; one of another queue says nothing', async () => {
  await watch('letters-alarm', 'letters');
  await watch('others-alarm', 'others');
  await told('others-alarm', ['OK']);
  await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('letters'), MessageBody: 'one' }));
  await told('letters-alarm', ['OK', 'ALARM']);
  // Who looks at a message hides it for a moment, which ends nothing.
  await sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf('letters'), VisibilityTimeout: 1 }));
  await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('letters'), MessageBody: 'another' }));
  await sqs.send(new PurgeQueueCommand({ QueueUrl: urlOf('letters') }));
  await told('letters-alarm', ['OK', 'ALARM', 'OK']);
  await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('letters'), MessageBody: 'next' }));
  await told('letters-alarm', ['OK', 'ALARM', 'OK', 'ALARM']);
  expect(statesOf('others-alarm')).toEqual(['OK']);
});

test('an alarm of the age of the oldest message begins', async () => {
  await watch('age-alarm', 'letters', { MetricName: 'ApproximateAgeOfOldestMessage' });
  await told('age-alarm', ['OK', 'ALARM']);
});

test('a metric that is published hourly counts until it is published again', async () => {
  const put = (Value: number) =>
    cloudWatch.send(new PutMetricDataCommand({ Namespace: 'n', MetricData: [{ MetricName: 'quiet', Value, Dimensions: [] }] }));
  await watch('quiet-alarm', '', { Namespace: 'n', MetricName: 'quiet', Dimensions: [], Period: 3600, TreatMissingData: 'notBreaching' });
  await put(1);
  await told('quiet-alarm', ['OK', 'ALARM']);
  await put(0);
  await told('quiet-alarm', ['OK', 'ALARM', 'OK']);
});
