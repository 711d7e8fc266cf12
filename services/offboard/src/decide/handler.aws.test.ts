import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { busName } from '@tenantry/events-schema/bus';
import { samples } from '@tenantry/events-schema/testing/samples';
import { deadLetterQueueName, decisionsTableName } from '@tenantry/shared/domain/names';
import { definitionOf } from '@tenantry/shared/function/publish';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import type { Context, SQSEvent } from 'aws-lambda';
import { ulid } from 'ulid';
import { tenantsTable } from '../testing/closings-table.ts';
import { DECIDE_QUEUE } from './queue-name.ts';

const deployment = `test-${ulid().toLowerCase()}`;
const sqs = new SQSClient({ ...rootOf(testAccounts.superAdmin), useQueueUrlAsEndpoint: false });
const queue = async (QueueName: string): Promise<string> => (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl!;
let heard = '';
let deadLetters = '';
let main: (event: SQSEvent, context: Context) => Promise<{ batchItemFailures: readonly object[] }>;

beforeAll(async () => {
  const events = new EventBridgeClient(rootOf(testAccounts.superAdmin));
  await tenantsTable(decisionsTableName(deployment));
  [heard, deadLetters] = [await queue(`${deployment}-heard`), await queue(deadLetterQueueName(deployment, DECIDE_QUEUE))];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: heard, AttributeNames: ['QueueArn'] }));
  await events.send(new CreateEventBusCommand({ Name: busName(deployment) }));
  const rule = { EventBusName: busName(deployment), Name: 'all', EventPattern: JSON.stringify({ source: ['tenantry.offboard'] }) };
  await events.send(new PutRuleCommand(rule));
  await events.send(
    new PutTargetsCommand({ Rule: 'all', EventBusName: rule.EventBusName, Targets: [{ Id: 'q', Arn: Attributes!.QueueArn! }] }),
  );
  process.env.STAGE = deployment;
  ({ main } = (await import('./handler.ts')) as unknown as { main: typeof main });
});

const hear = (...bodies: readonly string[]) =>
  main({ Records: bodies.map((body, i) => ({ messageId: `m${i}`, body })) } as unknown as SQSEvent, { awsRequestId: 'test' } as Context);
const envelope = (name: keyof typeof samples, tenantId: string): string =>
  JSON.stringify({
    source: definitionOf(name).source,
    'detail-type': name,
    detail: { ...samples[name], tenantId, eventId: `${tenantId}/test/${name}/1` },
  });
const messagesIn = async (QueueUrl: string) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageAttributeNames: ['All'] })))
    .Messages ?? [];

describe('the deciding function', () => {
  test('tells once that a half-built tenant goes back, however often it hears of the failure', async () => {
    const tenantId = ulid();
    const failed = envelope('StageFailed', tenantId);
    expect(await hear(failed, failed)).toEqual({ batchItemFailures: [] });
    expect(await hear(failed)).toEqual({ batchItemFailures: [] });
    const details = (await messagesIn(heard)).map(({ Body }) => JSON.parse(Body!).detail);
    expect(details).toMatchObject([{ tenantId, eventId: `${tenantId}/offboard/TenantOffboarding/1`, export: false }]);
  });

  test('keeps a ready tenant, and takes it back when a person says so', async () => {
    const tenantId = ulid();
    await hear(envelope('TenantReady', tenantId), envelope('StageFailed', tenantId));
    await hear(envelope('OffboardRequested', tenantId));
    const details = (await messagesIn(heard)).map(({ Body }) => JSON.parse(Body!).detail);
    expect(details.filter((detail) => detail.tenantId === tenantId)).toMatchObject([{ reason: 'Contract ended', export: true }]);
  });

  test('a malformed event goes to the dead letters with its reason, and blocks nobody', async () => {
    const tenantId = ulid();
    expect(await hear('{"detail-type":"StageFailed","detail":{}}', envelope('OffboardRequested', tenantId))).toEqual({
      batchItemFailures: [],
    });
    const [letter] = await messagesIn(deadLetters);
    expect(letter?.MessageAttributes?.code?.StringValue).toBe('MalformedEvent');
    expect((await messagesIn(heard)).some(({ Body }) => Body!.includes(tenantId))).toBe(true);
  });
});
