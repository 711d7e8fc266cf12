import { createHash, createPublicKey, verify } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { busName } from '@tenantry/events-schema/bus';
import { samples } from '@tenantry/events-schema/testing/samples';
import { RECORDS } from '@tenantry/landing-zone/policies/offboard';
import { documentClient } from '@tenantry/shared/aws/document-client';
import { parameterOf } from '@tenantry/shared/deployment/landing-zone';
import { certificateKey, evidenceBucketName } from '@tenantry/shared/domain/certificates';
import { deadLetterQueueName, decisionsTableName, landingZoneParameter, serviceName } from '@tenantry/shared/domain/names';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import type { Context } from 'aws-lambda';
import { ulid } from 'ulid';
import { tenantsTable } from '../testing/closings-table.ts';
import { zoneWith } from '../testing/place.ts';
import type { Certificate } from './certificate.ts';
import { certificateKey as keyResource } from './infra.ts';
import { CERTIFY_QUEUE, certificateKeyAlias } from './key-alias.ts';

const deployment = `test${ulid().toLowerCase()}`;
const root = rootOf(testAccounts.superAdmin);
const [s3, sqs, kms] = [new S3Client(root), new SQSClient({ ...root, useQueueUrlAsEndpoint: false }), new KMSClient(root)];
const Bucket = evidenceBucketName(deployment, testAccounts.superAdmin);
const queue = async (QueueName: string): Promise<string> => (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
let [heard, certify] = ['', ''];
let main: (event: object, context: Context) => Promise<{ batchItemFailures: readonly object[] }>;

beforeAll(async () => {
  const { Description, KeySpec, KeyUsage } = keyResource(deployment, testAccounts.superAdmin).CertificateKey.Properties;
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description, KeySpec, KeyUsage } as never));
  await kms.send(new CreateAliasCommand({ AliasName: certificateKeyAlias(deployment), TargetKeyId: KeyMetadata?.KeyId }));
  await s3.send(new CreateBucketCommand({ Bucket }));
  await Promise.all([decisionsTableName(deployment), ...RECORDS.map((stage) => serviceName(deployment, stage))].map(tenantsTable));
  const keys = (['pk', 'sk'] as const).map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));
  for (const service of ['admin', 'notifications']) {
    await new DynamoDBClient(root).send(
      new CreateTableCommand({
        TableName: serviceName(deployment, service),
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys,
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
  }
  [heard, certify] = [await queue(`${deployment}-heard`), await queue(serviceName(deployment, CERTIFY_QUEUE))];
  await queue(deadLetterQueueName(deployment, CERTIFY_QUEUE));
  const events = new EventBridgeClient(root);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: heard, AttributeNames: ['QueueArn'] }));
  await events.send(new CreateEventBusCommand({ Name: busName(deployment) }));
  const rule = { EventBusName: busName(deployment), Name: 'all', EventPattern: JSON.stringify({ source: ['tenantry.offboard'] }) };
  await events.send(new PutRuleCommand(rule));
  await events.send(
    new PutTargetsCommand({ Rule: 'all', EventBusName: rule.EventBusName, Targets: [{ Id: 'q', Arn: Attributes?.QueueArn }] }),
  );
  const Value = parameterOf(zoneWith(deployment));
  await new SSMClient(root).send(
    new PutParameterCommand({ Name: landingZoneParameter(deployment), Type: 'String', Tier: 'Intelligent-Tiering', Value }),
  );
  process.env.STAGE = deployment;
  ({ main } = (await import('./handler.ts')) as unknown as { main: typeof main });
});

const context = { awsRequestId: 'test' } as Context;
const said = (name: 'RecordsErased' | 'AccountClosed', tenantId: string, more = {}) => {
  const { source, detail } = { source: name === 'RecordsErased' ? 'tenantry.admin' : 'tenantry.offboard', detail: samples[name] };
  const eventId = detail.eventId.replace(detail.tenantId, tenantId);
  return { source, 'detail-type': name, detail: { ...detail, tenantId, eventId, ...more } };
};
const published = async () => {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: heard, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }));
  return Messages.map(({ Body = '{}' }) => JSON.parse(Body).detail as typeof samples.ErasureCertified);
};
const read = async (Key: string): Promise<Buffer> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
const certificateOf = async (tenantId: string) => JSON.parse((await read(certificateKey(tenantId, 'json'))).toString()) as Certificate;

describe('the certifying function', () => {
  const tenantId = ulid();

  test('signs what the bucket then has, by a key that verifies it alone', async () => {
    await main(said('RecordsErased', tenantId), context);
    const [event] = await published();
    const document = await read(certificateKey(tenantId, 'json'));
    expect(event?.certificate).toMatchObject({
      location: `s3://${Bucket}/${certificateKey(tenantId, 'json')}`,
      sha256: createHash('sha256').update(document).digest('hex'),
    });
    const key = createPublicKey(await read('certificates/public-key.pem'));
    const signature = await read(certificateKey(tenantId, 'json.sig'));
    expect(verify('sha256', document, { key, dsaEncoding: 'der' }, signature)).toBe(true);
    expect(verify('sha256', Buffer.concat([document, Buffer.from(' ')]), { key, dsaEncoding: 'der' }, signature)).toBe(false);
    expect((await read(certificateKey(tenantId, 'html'))).toString()).toContain(event?.certificate.sha256);
    expect(event?.completeOn).toBe((await certificateOf(tenantId)).completeOn);
  });

  test('issues it again when the account is closed at last', async () => {
    const before = await certificateOf(tenantId);
    await main(said('AccountClosed', tenantId, { closedAt: '2027-01-20T00:00:00.000Z' }), context);
    const after = await certificateOf(tenantId);
    expect([before.closing?.state, after.closing]).toEqual(['queued', { state: 'closed', at: '2027-01-20T00:00:00.000Z' }]);
    expect(after).toMatchObject({ erasedAt: before.erasedAt, completeOn: '2027-04-21' });
    expect(await published()).toHaveLength(1);
    await main(said('AccountClosed', tenantId), context);
    await main(said('AccountClosed', ulid()), context);
    expect(await published()).toEqual([]);
  });

  test('signs nothing while a table still knows somebody', async () => {
    const other = ulid();
    const table = documentClient();
    await table.send(
      new PutCommand({ TableName: serviceName(deployment, 'edge'), Item: { tenantId: other, version: 1, record: { begun: true } } }),
    );
    await expect(main(said('RecordsErased', other), context)).rejects.toThrow(`tenantry-${deployment}-edge is no tombstone yet`);
    const messageId = 'm1';
    const record = {
      messageId,
      body: JSON.stringify(said('RecordsErased', other)),
      eventSourceARN: `arn:aws:sqs:x:1:${serviceName(deployment, CERTIFY_QUEUE)}`,
      receiptHandle: await receipt(),
    };
    expect(await main({ Records: [record] }, context)).toEqual({ batchItemFailures: [{ itemIdentifier: messageId }] });
    await table.send(
      new PutCommand({ TableName: serviceName(deployment, 'edge'), Item: { tenantId: other, version: 2, record: { ended: true } } }),
    );
    const known = { latest: { TenantRequested: { detail: { adminEmail: 'ada@mercy.example' } } } };
    await table.send(
      new PutCommand({ TableName: serviceName(deployment, 'admin'), Item: { pk: `TENANT#${other}`, sk: 'TENANT', history: known } }),
    );
    await expect(main(said('RecordsErased', other), context)).rejects.toThrow(`tenantry-${deployment}-admin is no tombstone yet`);
    const name = { pk: `TENANT#${other}`, sk: 'TENANT', name: 'Mercy' };
    for (const Item of [{ ...name, history: {} }, name])
      await table.send(new PutCommand({ TableName: serviceName(deployment, 'history' in Item ? 'admin' : 'notifications'), Item }));
    await expect(main(said('RecordsErased', other), context)).rejects.toThrow(`tenantry-${deployment}-notifications is no tombstone yet`);
    expect(await published()).toEqual([]);
  });

  test('takes the reason out of the decision, which stays decided', async () => {
    const third = ulid();
    const TableName = decisionsTableName(deployment);
    const offboarding = { reason: 'asked by ada@mercy.example', eventId: 'x' };
    const table = documentClient();
    await table.send(new PutCommand({ TableName, Item: { tenantId: third, version: 1, wasReady: true, isPublished: true, offboarding } }));
    await main(said('RecordsErased', third), context);

    const { Item } = await table.send(new GetCommand({ TableName, Key: { tenantId: third } }));
    expect(Item).toMatchObject({ isPublished: true, offboarding: { reason: '', eventId: 'x' } });
  });
});

/** Of a message that is hidden, as Lambda has it. */
const receipt = async (): Promise<string> => {
  await sqs.send(new SendMessageCommand({ QueueUrl: certify, MessageBody: 'x' }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: certify, WaitTimeSeconds: 2 }));
  return Messages[0]?.ReceiptHandle ?? '';
};
