import { busName } from '@tenantry/events-schema/bus';
import { deadLetterQueueName, serviceName } from '../domain/names.ts';
import { alarm } from './alarm.ts';
import { allow, arnOf, policy, type Statement, tlsOnly } from './policy.ts';

const TWO_WEEKS = 1_209_600;

export interface QueueOptions {
  /** Seconds; longer than the function works on a message. */
  readonly visibility: number;
  /** Receives after which SQS moves a message to the dead letters. */
  readonly maxReceives: number;
  /** Logical ids of the rules that may send to the queue. */
  readonly rules: readonly string[];
  /** Begins the logical ids of a service's second queue. */
  readonly prefix?: string;
}

/** A service's queue and its dead-letter queue: resources `Queue`, `DeadLetterQueue` and `QueuePolicy`. */
export const queueResources = (deployment: string, name: string, { visibility, maxReceives, rules, prefix = '' }: QueueOptions) => ({
  [`${prefix}Queue`]: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: serviceName(deployment, name),
      VisibilityTimeout: visibility,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { deadLetterTargetArn: arnOf(`${prefix}DeadLetterQueue`), maxReceiveCount: maxReceives },
    },
  },
  [`${prefix}DeadLetterQueue`]: {
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName: deadLetterQueueName(deployment, name), MessageRetentionPeriod: TWO_WEEKS, SqsManagedSseEnabled: true },
  },
  [`${prefix}QueuePolicy`]: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: `${prefix}Queue` }, { Ref: `${prefix}DeadLetterQueue` }],
      PolicyDocument: policy([
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: [arnOf(`${prefix}Queue`), arnOf(`${prefix}DeadLetterQueue`)],
          Condition: { ArnEquals: { 'aws:SourceArn': rules.map(arnOf) } },
        },
        tlsOnly('sqs:*', [arnOf(`${prefix}Queue`), arnOf(`${prefix}DeadLetterQueue`)]),
      ]),
    },
  },
});

/** What a function needs to take messages off its queue, put them back, and give them up. */
export const queueAccessOf = (prefix: string): readonly Statement[] => [
  allow(
    [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:SendMessage',
      'sqs:ChangeMessageVisibility',
    ],
    arnOf(`${prefix}Queue`),
  ),
  allow(['sqs:SendMessage', 'sqs:GetQueueUrl'], arnOf(`${prefix}DeadLetterQueue`)),
];
export const queueAccess = queueAccessOf('');

/** A rule of the product's bus that sends to the service's queue. */
export const queueRule = (deployment: string, ruleName: string, pattern: object, prefix = '') => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    Name: ruleName,
    EventBusName: busName(deployment),
    EventPattern: pattern,
    Targets: [{ Id: 'queue', Arn: arnOf(`${prefix}Queue`), DeadLetterConfig: { Arn: arnOf(`${prefix}DeadLetterQueue`) } }],
  },
});

/** @param who for the description: `stage network` */
export const queueAlarms = (deployment: string, name: string, who: string, prefix = '') => {
  const queue = (MetricName: string, QueueName: string) => ({
    Namespace: 'AWS/SQS',
    MetricName,
    Dimensions: [{ Name: 'QueueName', Value: QueueName }],
  });
  return {
    [`${prefix}DeadLetterAlarm`]: alarm(
      deployment,
      `${serviceName(deployment, name)}-dead-letters`,
      `A message of ${who} could not be processed. Its reason is in the console under "Dead letters": fix the cause, then send it again, or discard it. It is kept for 14 days. docs/runbook.md#a-message-in-a-dead-letter-queue`,
      { ...queue('ApproximateNumberOfMessagesVisible', deadLetterQueueName(deployment, name)), Threshold: 0 },
    ),
    [`${prefix}QueueAgeAlarm`]: alarm(
      deployment,
      `${serviceName(deployment, name)}-queue-age`,
      `A message of ${who} has waited for more than 30 minutes. See whether its function runs at all, and whether it is throttled or fails. docs/runbook.md#a-stage-does-not-move`,
      { ...queue('ApproximateAgeOfOldestMessage', serviceName(deployment, name)), Threshold: 1800 },
    ),
  };
};
