import { alarmTopicName, archiveName, busName, versionParameterName } from '@tenantry/events-schema/bus';
import { ReleaseFailed, ReleaseMade } from '@tenantry/events-schema/release';
import { functionQuotaPolicy, peeringQuotaPolicy } from '@tenantry/landing-zone/policies/admin';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { configOf } from '@tenantry/shared/deployment/config';
import { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { CERTIFICATES, evidenceBucketName } from '@tenantry/shared/domain/certificates';
import { consoleDomain } from '@tenantry/shared/domain/labels';
import { crossAccountRoleArn, deadLetterQueueName, serviceName } from '@tenantry/shared/domain/names';
import { toAlarmTopic } from '@tenantry/shared/infra/alarm';
import { deploymentName, functionRole, publishing, service, versionParameter } from '@tenantry/shared/infra/function';
import { allow, arnOf } from '@tenantry/shared/infra/policy';
import { queueAccess, queueAlarms, queueResources, queueRule } from '@tenantry/shared/infra/queue';
import { SERVICES } from './src/api/checks/versions.ts';
import { heartbeatAlarms } from './src/heartbeat/alarms.ts';
import { apiAlarms } from './src/infra/api-alarms.ts';
import { accessLog, apiStage } from './src/infra/api-stage.ts';
import { asksFunctions } from './src/infra/asked-functions.ts';
import { dashboard } from './src/infra/dashboard.ts';
import { QUEUES } from './src/infra/inventory.ts';
import { readsKeptDocuments } from './src/infra/kept-documents.ts';
import { issuerAccess, machineAccess } from './src/infra/machines.ts';
import { originSecret, readsOriginSecret } from './src/infra/origin-secret.ts';
import { PUBLISHED } from './src/infra/published.ts';
import { routesFor } from './src/infra/routes.ts';
import { signInPages } from './src/infra/sign-in.ts';
import { tenantsTable } from './src/infra/tenants-table.ts';
import { MANAGES_PEOPLE, userGroups } from './src/infra/user-groups.ts';
import { userPoolOf } from './src/infra/user-pool.ts';
import { watchAlarms, watchFunction } from './src/watch/deployed.ts';

const deployment = deploymentName();
const config = configOf(deployment);
const { region, publicUrl, accounts } = config;
const name = serviceName(deployment, 'admin');
/** Seconds. API Gateway waits 30 at most; looking through all dead letters takes some of them. */
const TIMEOUT = 25;
/** Six times the function's timeout (Lambda developer guide, "Using Lambda with Amazon SQS"). */
const VISIBILITY = 6 * TIMEOUT;
const MAX_RECEIVES = 10;
/** Counting the accounts of an organization of 10,000 takes minutes: ListAccounts answers 20 at a time. Seconds. */
const HEARTBEAT_TIMEOUT = 300;
const heartbeatName = `${name}-heartbeat`;
const watchName = `${name}-watch`;
const console = publicUrl.replace('{domain}', consoleDomain(config));
const signIn = signInPages(deployment, config, console);
const machines = machineAccess(config.machines);
const issuers = issuerAccess(config.machines, consoleDomain(config));
const own = (type: string, resource: string) => `arn:aws:${type}:${region}:${accounts.superAdmin}:${resource}`;
const tableArn = own('dynamodb', `table/${name}`);
const base = service('admin', deployment, TIMEOUT);

/** The super admin API, its users, and the tenants table, which is a projection of the bus. */
export default {
  ...base,
  // The user pool's deletion protection comes after the first success (landing-zone/src/late-protection.ts).
  plugins: [...base.plugins, '@tenantry/landing-zone/late-protection'],
  provider: {
    ...base.provider,
    httpApi: {
      name,
      cors: {
        allowedOrigins: [console],
        allowedMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
        allowedHeaders: ['authorization', 'content-type', 'idempotency-key'],
        exposedResponseHeaders: ['location', 'retry-after'],
        maxAge: 3600,
      },
      authorizers: {
        users: {
          type: 'jwt',
          identitySource: '$request.header.Authorization',
          issuerUrl: { 'Fn::GetAtt': ['UserPool', 'ProviderURL'] },
          audience: [{ Ref: 'UserPoolClient' }, ...machines.audience],
        },
        ...issuers.authorizers,
      },
    },
  },
  functions: {
    api: {
      name: `${name}-api`,
      handler: 'src/api/handler.main',
      environment: { ...machines.environment, ...issuers.environment },
      ...(config.console.reservedConcurrency ? { reservedConcurrency: config.console.reservedConcurrency } : {}),
      events: [...routesFor('users'), ...issuers.routes],
    },
    projection: {
      name: `${name}-projection`,
      handler: 'src/projection/handler.main',
      events: [{ sqs: { arn: arnOf('Queue'), batchSize: 10, functionResponseType: 'ReportBatchItemFailures', maximumConcurrency: 2 } }],
    },
    heartbeat: {
      name: heartbeatName,
      handler: 'src/heartbeat/handler.main',
      timeout: HEARTBEAT_TIMEOUT,
      events: [{ schedule: { rate: ['rate(1 hour)'] } }],
    },
    watch: watchFunction(watchName),
  },
  resources: {
    extensions: { HttpApiStage: { Properties: apiStage(config) } },
    Resources: {
      FunctionRole: functionRole(deployment, 'admin', [
        allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], [tableArn, `${tableArn}/index/*`]),
        // Claims and what Powertools remembers: nothing of a tenant, and no line of the audit.
        allow('dynamodb:DeleteItem', tableArn, {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['SLUG#*', 'DOMAIN#*', 'IDEMPOTENCY*'] },
        }),
        ...publishing(deployment, 'admin', PUBLISHED),
        ...queueAccess,
        // Dead letters of all queues: read, send back, discard.
        allow(
          ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
          QUEUES.map((queue) => own('sqs', deadLetterQueueName(deployment, queue))),
        ),
        // A tenant's replay, and what is redriven.
        allow(
          ['sqs:GetQueueUrl', 'sqs:SendMessage'],
          QUEUES.map((queue) => own('sqs', serviceName(deployment, queue))),
        ),
        // AWS asks for all three (Service Authorization Reference, EventBridge, StartReplay): from where, to where, and the replay itself.
        allow('events:StartReplay', [
          own('events', `archive/${archiveName(deployment)}`),
          own('events', `event-bus/${busName(deployment)}`),
          own('events', 'replay/*'),
        ]),
        allow('events:DescribeReplay', own('events', 'replay/*')),
        allow('events:DescribeEventBus', own('events', `event-bus/${busName(deployment)}`)),
        allow('events:DescribeArchive', own('events', `archive/${archiveName(deployment)}`)),
        allow(
          'events:DescribeRule',
          STAGE_NAMES.map((name) => own('events', `rule/${busName(deployment)}/${serviceName(deployment, name)}`)),
        ),
        allow(
          'ssm:GetParameter',
          SERVICES.map((service) => own('ssm', `parameter${versionParameterName(deployment, service)}`)),
        ),
        // That a tenant needs attention, and that it is over.
        ...toAlarmTopic(deployment),
        // Whether anybody hears that, and which alarms are on.
        allow('sns:ListSubscriptionsByTopic', own('sns', alarmTopicName(deployment))),
        allow('cloudwatch:DescribeAlarms', own('cloudwatch', `alarm:tenantry-${deployment}-*`)),
        readsOriginSecret(deployment, own),
        ...asksFunctions(deployment, own),
        allow('s3:GetObject', `arn:aws:s3:::${evidenceBucketName(deployment, accounts.superAdmin)}/${CERTIFICATES}*`),
        ...readsKeptDocuments(deployment, region, accounts.superAdmin),
        allow(MANAGES_PEOPLE, arnOf('UserPool')),
        // Of this account, where the database VPC is.
        ...[...peeringQuotaPolicy, ...functionQuotaPolicy],
        allow(
          'sts:AssumeRole',
          [accounts.owner, accounts.devops, accounts.networking, accounts.production].map((account) =>
            crossAccountRoleArn(account, deployment, 'admin'),
          ),
        ),
      ]),
      Table: tenantsTable(name),
      ...queueResources(deployment, 'admin', { visibility: VISIBILITY, maxReceives: MAX_RECEIVES, rules: ['Rule'] }),
      Rule: queueRule(deployment, name, {
        source: [{ prefix: 'tenantry.' }],
        'detail-type': [{ 'anything-but': [ReleaseMade.name, ReleaseFailed.name] }],
      }),
      ...queueAlarms(deployment, 'admin', 'service admin'),
      ...heartbeatAlarms(deployment, heartbeatName),
      ...watchAlarms(deployment, watchName),
      ...apiAlarms(deployment),
      OriginSecret: originSecret(deployment),
      Version: versionParameter(deployment, 'admin'),
      ...accessLog(deployment, config),
      Dashboard: dashboard(deployment),
      UserPool: userPoolOf(name, hardeningOf(config)),
      UserPoolClient: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: { Ref: 'UserPool' },
          ClientName: name,
          ...signIn.client,
        },
      },
      ...signIn.resources,
      ...machines.resources,
      ...userGroups,
    },
    Outputs: {
      // Where it answers: behind the console's distribution, and nowhere else.
      ApiUrl: { Value: `${console}/api` },
      UserPoolId: { Value: { Ref: 'UserPool' } },
      UserPoolClientId: { Value: { Ref: 'UserPoolClient' } },
      ...machines.outputs,
    },
  },
};
