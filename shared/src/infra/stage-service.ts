import { StageRetryRequested } from '@tenantry/events-schema/admin';
import { alarmTopicName, busName } from '@tenantry/events-schema/bus';
import type { EventDefinition } from '@tenantry/events-schema/event';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { configOf } from '../config.ts';
import { crossAccountRoleArn, deadLetterQueueName, serviceName } from '../names.ts';
import { TIMEOUT, VISIBILITY } from '../runner.ts';
import type { AnyStage } from '../stage.ts';
import { deploymentStage, functionRole, service } from './function.ts';
import { allow, arnOf, policy, type Statement } from './policy.ts';

export interface StageServiceOptions {
  /** Accounts in which the stage assumes its role `tenantry-<stage>-<service>`; `tenants` means every tenant account. */
  readonly assumes: readonly ('owner' | 'networking' | 'production' | 'devops' | 'tenants')[];
  /** What the function may do in its own account, besides its queue, table and bus. */
  readonly statements?: readonly Statement[];
  /** Workers at a time, at least 2: the stage's rate limiter. */
  readonly maximumConcurrency?: number;
  readonly resources?: Readonly<Record<string, object>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly vpc?: object;
  readonly parameters?: Readonly<Record<string, object>>;
}
/** Receives until SQS gives up by itself: many more than the runner's attempts, since a busy lease counts too. */
const MAX_RECEIVES = 50;
const TWO_WEEKS = 1_209_600;

/** Every event that a stage hears, each once. */
export const heardBy = (stage: AnyStage): readonly EventDefinition[] => [
  ...new Set([
    ...stage.entries.flatMap((entry) => (entry.kind === 'on' || entry.kind === 'also' ? [entry.event] : [])),
    ...stage.removeOn,
    TenantOffboarding,
  ]),
];

/** Turns a stage into its Serverless service: rules, queue, dead-letter queue, function, table, alarms and IAM. */
export const stageService = (stage: AnyStage, options: StageServiceOptions) => {
  const deployment = deploymentStage();
  const { region, accounts } = configOf(deployment);
  const { name } = stage;
  const own = (type: string, resource: string) => `arn:aws:${type}:${region}:${accounts.superAdmin}:${resource}`;
  const tableName = serviceName(deployment, name);
  const heard = heardBy(stage);
  const base = service(name, deployment, TIMEOUT);
  return {
    ...base,
    provider: {
      ...base.provider,
      environment: { ...base.provider.environment, ...options.environment },
      ...(options.vpc ? { vpc: options.vpc } : {}),
    },
    functions: {
      handler: {
        name: `${tableName}-handler`,
        handler: 'src/handler.main',
        events: [
          {
            sqs: {
              arn: arnOf('Queue'),
              batchSize: 1, // one tenant's work never waits behind another's
              functionResponseType: 'ReportBatchItemFailures',
              maximumConcurrency: options.maximumConcurrency ?? 4,
            },
          },
        ],
      },
    },
    resources: {
      ...(options.parameters ? { Parameters: options.parameters } : {}),
      Resources: {
        FunctionRole: functionRole(deployment, name, [
          allow(['dynamodb:GetItem', 'dynamodb:PutItem'], own('dynamodb', `table/${tableName}`)),
          allow(
            [
              'sqs:ReceiveMessage',
              'sqs:DeleteMessage',
              'sqs:GetQueueAttributes',
              'sqs:GetQueueUrl',
              'sqs:SendMessage',
              'sqs:ChangeMessageVisibility',
            ],
            arnOf('Queue'),
          ),
          allow(['sqs:SendMessage', 'sqs:GetQueueUrl'], arnOf('DeadLetterQueue')),
          ...(options.assumes.length > 0
            ? [
                allow(
                  'sts:AssumeRole',
                  options.assumes.map((account) => crossAccountRoleArn(account === 'tenants' ? '*' : accounts[account], deployment, name)),
                ),
              ]
            : []),
          ...(options.statements ?? []),
        ]),
        Table: {
          Type: 'AWS::DynamoDB::Table',
          DeletionPolicy: 'Retain',
          UpdateReplacePolicy: 'Retain',
          Properties: {
            TableName: tableName,
            BillingMode: 'PAY_PER_REQUEST',
            AttributeDefinitions: [{ AttributeName: 'tenantId', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'tenantId', KeyType: 'HASH' }],
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
            SSESpecification: { SSEEnabled: true },
          },
        },
        Queue: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            QueueName: tableName,
            VisibilityTimeout: VISIBILITY,
            SqsManagedSseEnabled: true,
            RedrivePolicy: { deadLetterTargetArn: arnOf('DeadLetterQueue'), maxReceiveCount: MAX_RECEIVES },
          },
        },
        DeadLetterQueue: {
          Type: 'AWS::SQS::Queue',
          Properties: { QueueName: deadLetterQueueName(deployment, name), MessageRetentionPeriod: TWO_WEEKS, SqsManagedSseEnabled: true },
        },
        QueuePolicy: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: {
            Queues: [{ Ref: 'Queue' }, { Ref: 'DeadLetterQueue' }],
            PolicyDocument: policy([
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: [arnOf('Queue'), arnOf('DeadLetterQueue')],
                Condition: { ArnEquals: { 'aws:SourceArn': [arnOf('Rule'), arnOf('RetryRule')] } },
              },
            ]),
          },
        },
        Rule: rule(deployment, tableName, {
          source: [...new Set(heard.map((event) => event.source))],
          'detail-type': heard.map((event) => event.name),
        }),
        RetryRule: rule(deployment, `${tableName}-retry`, { ...StageRetryRequested.pattern, detail: { stage: [name] } }),
        ...alarms(deployment, name, own('sns', alarmTopicName(deployment))),
        ...options.resources,
      },
      Outputs: { QueueArn: { Value: arnOf('Queue') } },
    },
  };
};

const rule = (deployment: string, ruleName: string, pattern: object) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    Name: ruleName,
    EventBusName: busName(deployment),
    EventPattern: pattern,
    Targets: [{ Id: 'queue', Arn: arnOf('Queue'), DeadLetterConfig: { Arn: arnOf('DeadLetterQueue') } }],
  },
});

const alarms = (deployment: string, name: string, topicArn: string) => {
  const alarm = (suffix: string, description: string, metric: object, threshold: number) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${serviceName(deployment, name)}-${suffix}`,
      AlarmDescription: description,
      AlarmActions: [topicArn],
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      Period: 60,
      Statistic: 'Maximum',
      Threshold: threshold,
      TreatMissingData: 'notBreaching',
      ...metric,
    },
  });
  const queue = (MetricName: string, QueueName: string) => ({
    Namespace: 'AWS/SQS',
    MetricName,
    Dimensions: [{ Name: 'QueueName', Value: QueueName }],
  });
  return {
    DeadLetterAlarm: alarm(
      'dead-letters',
      `A message of stage ${name} was given up: docs/runbook.md#a-message-in-a-dead-letter-queue`,
      queue('ApproximateNumberOfMessagesVisible', deadLetterQueueName(deployment, name)),
      0,
    ),
    QueueAgeAlarm: alarm(
      'queue-age',
      `Messages of stage ${name} wait for more than 30 minutes: docs/runbook.md#a-stage-does-not-move`,
      queue('ApproximateAgeOfOldestMessage', serviceName(deployment, name)),
      1800,
    ),
  };
};
