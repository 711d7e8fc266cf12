import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { alarmTopicName, busName } from '@tenantry/events-schema/bus';
import { ownerPolicy, peeringQuotaPolicy, productionPolicy } from '@tenantry/landing-zone/policies/admin';
import type { StageName } from '@tenantry/saga/stages';
import { client } from '@tenantry/shared/aws/client';
import { configOf } from '@tenantry/shared/deployment/config';
import { parameterOf } from '@tenantry/shared/deployment/landing-zone';
import { deadLetterQueueName, landingZoneParameter, serviceName } from '@tenantry/shared/domain/names';
import { QueueClient } from '@tenantry/shared/function/queue';
import { policy } from '@tenantry/shared/infra/policy';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { createRole } from '@tenantry/shared/testing/role';
import { zoneOf } from '@tenantry/shared/testing/zone-of';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { ApiEvent } from '../api/request/call.ts';
import { QUEUES, type QueueName } from '../infra/inventory.ts';
import { tenantsTable } from '../infra/tenants-table.ts';
import { AUDIT, documents, tableName } from '../table/items.ts';
import { expectDocumented } from './documented.ts';

/** A separate deployment for one test file: table, bus, queue that hears it, dead letters. No other service hears its events. */
export interface Deployment {
  /** Events that the bus has taken since the last look; waits for as many as are expected, and would show more. */
  readonly published: (
    expected: number,
  ) => Promise<readonly { readonly name: string; readonly detail: Readonly<Record<string, unknown>> }[]>;
  readonly deadLetters: (
    expected: number,
    queue?: QueueName,
  ) => Promise<readonly { readonly body: string; readonly attributes: Readonly<Record<string, string>> }[]>;
  /** What a stage's queue was given since the last look. */
  readonly delivered: (stage: StageName, expected: number) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Subjects and texts that the alarm topic has taken since the last look. */
  readonly alarmed: (expected: number) => Promise<readonly { readonly Subject: string; readonly Message: string }[]>;
  /** Items of the table but those of the audit. */
  readonly itemCount: () => Promise<number>;
  readonly auditCount: () => Promise<number>;
}

/** @param stages whose queues are there, too */
export const deploy = async (stages: readonly StageName[] = []): Promise<Deployment> => {
  const deployment = `test${process.pid}x${Math.random().toString(36).slice(2, 8)}`;
  process.env.STAGE = deployment;
  const { Properties } = tenantsTable(tableName());
  const { TableName, BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = Properties;
  await client(DynamoDBClient).send(
    new CreateTableCommand({ TableName, BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } as never),
  );
  const zone = zoneOf(deployment, { production: { hostedZoneId: await hostedZone(deployment) } });
  const parameter = {
    Name: landingZoneParameter(deployment),
    Type: 'String',
    Tier: 'Intelligent-Tiering',
    Value: parameterOf(zone),
  } as const;
  await client(SSMClient).send(new PutParameterCommand(parameter));
  const root = { AWS: `arn:aws:iam::${testAccounts.superAdmin}:root` };
  const trusted = policy([{ Effect: 'Allow', Principal: root, Action: 'sts:AssumeRole' }]);
  await createRole(testAccounts.owner, serviceName(deployment, 'admin'), trusted, ownerPolicy);
  await createRole(testAccounts.networking, serviceName(deployment, 'admin'), trusted, peeringQuotaPolicy);
  await createRole(testAccounts.production, serviceName(deployment, 'admin'), trusted, productionPolicy('arn:aws:route53:::hostedzone/*'));
  const heard = await createQueue(serviceName(deployment, 'admin'));
  const alarms = await createQueue(alarmTopicName(deployment));
  await subscribe(deployment, alarms);
  const letters = await Promise.all(QUEUES.map(async (name) => [name, await createQueue(deadLetterQueueName(deployment, name))] as const));
  const dead = new Map<QueueName, string>(letters.map(([name, { url }]) => [name, url]));
  const queues = new Map(
    await Promise.all(stages.map(async (name) => [name, (await createQueue(serviceName(deployment, name))).url] as const)),
  );
  const bus = { EventBusName: busName(deployment) };
  await client(EventBridgeClient).send(new CreateEventBusCommand({ Name: bus.EventBusName }));
  await client(EventBridgeClient).send(
    new PutRuleCommand({ ...bus, Name: 'all', EventPattern: JSON.stringify({ source: [{ prefix: 'tenantry.' }] }) }),
  );
  await client(EventBridgeClient).send(new PutTargetsCommand({ ...bus, Rule: 'all', Targets: [{ Id: 'queue', Arn: heard.arn }] }));
  return {
    published: async (expected) =>
      (await receive(heard.url, expected)).map(({ body }) => {
        const envelope = JSON.parse(body) as { 'detail-type': string; detail: Record<string, unknown> };
        return { name: envelope['detail-type'], detail: envelope.detail };
      }),
    deadLetters: (expected, queue = 'admin') => receive(dead.get(queue) ?? '', expected),
    delivered: async (name, expected) => (await receive(queues.get(name) ?? '', expected)).map(({ body }) => JSON.parse(body)),
    alarmed: async (expected) => (await receive(alarms.url, expected)).map(({ body }) => JSON.parse(body) as never),
    itemCount: () => count('pk <> :audit'),
    auditCount: () => count('pk = :audit'),
  };
};

/** Whoever hears the deployment's alarms. */
const subscribe = async (deployment: string, { url, arn: Endpoint }: { readonly url: string; readonly arn: string }): Promise<void> => {
  const sns = client(SNSClient);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: alarmTopicName(deployment) }));
  const Policy = policy([{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: Endpoint }]);
  await client(QueueClient).send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: JSON.stringify(Policy) } }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
};

const hostedZone = async (deployment: string): Promise<string> => {
  const request = new CreateHostedZoneCommand({ Name: configOf('dev').rootDomain, CallerReference: deployment });
  const { HostedZone } = await new Route53Client(rootOf(testAccounts.production)).send(request);
  return HostedZone?.Id?.replace('/hostedzone/', '') ?? '';
};

const count = async (FilterExpression: string): Promise<number> => {
  const filter = { FilterExpression, ExpressionAttributeValues: { ':audit': AUDIT } };
  return (await documents().send(new ScanCommand({ TableName: tableName(), Select: 'COUNT', ...filter }))).Count ?? 0;
};

const createQueue = async (QueueName: string): Promise<{ readonly url: string; readonly arn: string }> => {
  const { QueueUrl: url = '' } = await client(QueueClient).send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await client(QueueClient).send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }));
  return { url, arn: Attributes?.QueueArn ?? '' };
};

const receive = async (QueueUrl: string, expected: number) => {
  const found: { readonly body: string; readonly attributes: Readonly<Record<string, string>> }[] = [];
  for (;;) {
    const { Messages = [] } = await client(QueueClient).send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: found.length < expected ? 5 : 0,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return found;
    await client(QueueClient).send(
      new DeleteMessageBatchCommand({ QueueUrl, Entries: Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle })) }),
    );
    for (const { Body = '', MessageAttributes = {} } of Messages) {
      const attributes = Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]));
      found.push({ body: Body, attributes });
    }
  }
};

export const context = { awsRequestId: 'request-1', functionName: 'test', getRemainingTimeInMillis: () => 10_000 } as Context;

type Api = (event: ApiEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}
interface CallOptions {
  readonly id?: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly groups?: string;
  /** Of the user pool that signed the caller in. */
  readonly iss?: string;
}

/** Calls the API's function as API Gateway does, once its authorizer has verified the token. Fails for an answer that is not in the contract. */
export const caller =
  (main: Api) =>
  async (
    routeKey: string,
    { id, path = id ? { id } : undefined, body, key, query, groups = '[admin]', iss }: CallOptions = {},
  ): Promise<Answer> => {
    const event = {
      routeKey,
      headers: key ? { 'idempotency-key': key } : {},
      pathParameters: path,
      queryStringParameters: query,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      isBase64Encoded: false,
      requestContext: { authorizer: { jwt: { claims: { sub: 'user-1', email: 'a@b.example', 'cognito:groups': groups, iss } } } },
    } as unknown as ApiEvent;
    const { statusCode = 0, headers = {}, body: answered = '{}' } = await main(event, context);
    const answer: Answer = { status: statusCode, headers, body: JSON.parse(answered) };
    expectDocumented(routeKey, answer);
    return answer;
  };
