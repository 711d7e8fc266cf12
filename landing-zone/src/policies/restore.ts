import { StageRetryRequested } from '@tenantry/events-schema/admin';
import { archiveName, busName } from '@tenantry/events-schema/bus';
import type { Config } from '@tenantry/shared/deployment/config';
import { serviceName } from '@tenantry/shared/domain/names';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

/**
 * Super-admin account: what `npm run restore` does (docs/restore.md), and nothing else. DynamoDB asks for the calls of a restore itself on
 * the table that it makes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/pointintimerecovery_restores.html.
 */
export const restorePolicy = (deployment: string, { region, accounts }: Pick<Config, 'region' | 'accounts'>): readonly Statement[] => {
  const own = (service: string, resource: string): string => `arn:aws:${service}:${region}:${accounts.superAdmin}:${resource}`;
  const tables = own('dynamodb', `table/${serviceName(deployment, '*')}`);
  const beside = own('dynamodb', `table/${serviceName(deployment, '*-at-*')}`);
  const functions = own('lambda', `function:${serviceName(deployment, '*')}`);
  return [
    allow(
      [
        'dynamodb:DeleteItem',
        'dynamodb:DescribeContinuousBackups',
        'dynamodb:DescribeTable',
        'dynamodb:PutItem',
        'dynamodb:RestoreTableToPointInTime',
        'dynamodb:Scan',
      ],
      tables,
    ),
    allow(['dynamodb:BatchWriteItem', 'dynamodb:DeleteTable', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], beside),
    // Neither has resource types (Service Authorization Reference, AWS Lambda).
    allow(['lambda:ListEventSourceMappings', 'lambda:ListFunctions'], '*'),
    allow(['lambda:DeleteFunctionConcurrency', 'lambda:PutFunctionConcurrency'], functions),
    allow('lambda:UpdateEventSourceMapping', own('lambda', 'event-source-mapping:*'), { ArnLike: { 'lambda:FunctionArn': functions } }),
    // All three are asked for: from where, to where, and the replay itself.
    allow('events:StartReplay', [
      own('events', `archive/${archiveName(deployment)}`),
      own('events', `event-bus/${busName(deployment)}`),
      own('events', 'replay/restore-*'),
    ]),
    allow('events:DescribeReplay', own('events', 'replay/restore-*')),
    allow('events:PutEvents', own('events', `event-bus/${busName(deployment)}`), {
      StringEquals: { 'events:source': StageRetryRequested.source, 'events:detail-type': StageRetryRequested.name },
    }),
    allow(
      ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
      ['admin', 'offboard-decide'].map((queue) => own('sqs', serviceName(deployment, queue))),
    ),
  ];
};
