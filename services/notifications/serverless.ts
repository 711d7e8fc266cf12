import { TenantChanged, TenantRequested } from '@tenantry/events-schema/admin';
import { allEvents } from '@tenantry/events-schema/all';
import { patternOf } from '@tenantry/events-schema/source';
import { configOf } from '@tenantry/shared/deployment/config';
import { serviceName } from '@tenantry/shared/domain/names';
import { addressParameter, mailTopicName, NOTIFICATIONS, NOTIFIED } from '@tenantry/shared/domain/notifications';
import { alarm } from '@tenantry/shared/infra/alarm';
import { deploymentName, functionRole, service, versionParameter } from '@tenantry/shared/infra/function';
import { allow, arnOf } from '@tenantry/shared/infra/policy';
import { queueAccess, queueAlarms, queueResources, queueRule } from '@tenantry/shared/infra/queue';
import { lastingTable } from '@tenantry/shared/infra/table';
import { published } from '@tenantry/shared/telemetry/metrics';

const deployment = deploymentName();
const { region, accounts } = configOf(deployment);
const name = serviceName(deployment, NOTIFICATIONS);
const own = (type: string, resource: string) => `arn:aws:${type}:${region}:${accounts.superAdmin}:${resource}`;

/** Seconds. A receiver has ten to answer (`src/send/post.ts`). */
const TIMEOUT = 30;
/** Six times the function's timeout (Lambda developer guide, "Using Lambda with Amazon SQS"). */
const VISIBILITY = 6 * TIMEOUT;
const MAX_RECEIVES = 10;

/** What tenants are called, and what somebody can be told. */
const HEARD = allEvents.filter(({ name }) => [TenantRequested.name, TenantChanged.name, ...NOTIFIED].some((one) => one === name));

/** Tells people and programs outside what happens to tenants: e-mail, Slack, signed webhooks. */
export default {
  ...service(NOTIFICATIONS, deployment, TIMEOUT),
  functions: {
    deliver: {
      name: `${name}-deliver`,
      handler: 'src/deliver/handler.main',
      events: [
        {
          sqs: {
            arn: arnOf('Queue'),
            batchSize: 1, // nobody waits behind a receiver that is slow
            functionResponseType: 'ReportBatchItemFailures',
            maximumConcurrency: 10,
          },
        },
      ],
    },
    manage: { name: `${name}-manage`, handler: 'src/manage/handler.main' },
  },
  resources: {
    Resources: {
      FunctionRole: functionRole(deployment, NOTIFICATIONS, [
        allow(
          ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
          own('dynamodb', `table/${name}`),
        ),
        ...queueAccess,
        // Addresses and secrets; encrypted by AWS's own key of the account, which needs no permission of its own.
        allow(['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:PutParameter'], own('ssm', `parameter${addressParameter(deployment, '*')}`)),
        // A topic for each e-mail address.
        allow(
          ['sns:CreateTopic', 'sns:DeleteTopic', 'sns:ListSubscriptionsByTopic', 'sns:Publish', 'sns:Subscribe'],
          own('sns', mailTopicName(deployment, '*')),
        ),
      ]),
      Table: lastingTable(name, 'pk', {
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      }),
      ...queueResources(deployment, NOTIFICATIONS, { visibility: VISIBILITY, maxReceives: MAX_RECEIVES, rules: ['Rule'] }),
      Rule: queueRule(deployment, name, patternOf(HEARD)),
      ...queueAlarms(deployment, NOTIFICATIONS, 'service notifications'),
      ParkedAlarm: alarm(
        deployment,
        `${name}-parked`,
        'A receiver took nothing for three days, and a notification is parked. The command says whose (tenantry notifications list), and why: repair the receiver, then send it again. docs/runbook.md#a-notification-is-parked',
        { ...published(deployment, 'ParkedNotifications', NOTIFICATIONS, {}), Statistic: 'Sum', Period: 300, Threshold: 0 },
      ),
      Version: versionParameter(deployment, NOTIFICATIONS),
    },
  },
};
