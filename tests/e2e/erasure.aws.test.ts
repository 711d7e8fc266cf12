import { CloudWatchLogsClient, FilterLogEventsCommand, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { verdictOn } from '../../cli/src/certificate.ts';
import { type WayBack, wayBack } from './way-back.ts';

/** Of one person, and of nobody else on this laptop. */
const MARK = `lovelace${process.pid}x${Date.now().toString(36)}`;
const SHARED = Object.values(testAccounts);

const tables = async (account: string): Promise<string[]> => {
  const client = new DynamoDBClient(rootOf(account));
  const found: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const TableName of TableNames)
      for await (const { Items = [] } of paginateScan({ client: DynamoDBDocumentClient.from(client) }, { TableName }))
        found.push(
          ...Items.map((item) => [TableName, JSON.stringify(item)]).flatMap(([name = '', text = '']) =>
            text.includes(MARK) ? [name] : [],
          ),
        );
  }
  return found;
};
const buckets = async (account: string): Promise<string[]> => {
  const client = new S3Client({ ...rootOf(account), forcePathStyle: true });
  const found: string[] = [];
  for (const { Name: Bucket = '' } of (await client.send(new ListBucketsCommand({}))).Buckets ?? [])
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket }))
      for (const { Key = '' } of Contents) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        if ((await Body?.transformToString('latin1'))?.includes(MARK)) found.push(`${Bucket}/${Key}`);
      }
  return found;
};
const logs = async (account: string): Promise<string[]> => {
  const client = new CloudWatchLogsClient(rootOf(account));
  const found: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {}))
    for (const { logGroupName = '' } of logGroups) {
      const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName, filterPattern: `"${MARK}"` }));
      if (events.some(({ message = '' }) => message.includes(MARK))) found.push(logGroupName);
    }
  return found;
};
const deadLetters = async (account: string): Promise<string[]> => {
  const client = new SQSClient({ ...rootOf(account), useQueueUrlAsEndpoint: false });
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  const found: string[] = [];
  for (const QueueUrl of QueueUrls.filter((url) => url.endsWith('-dlq'))) {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }));
    if (Messages.some(({ Body = '' }) => Body.includes(MARK))) found.push(QueueUrl);
  }
  return found;
};
const everywhere = async (): Promise<readonly string[]> => {
  const found = await Promise.all(SHARED.flatMap((account) => [tables(account), buckets(account), logs(account), deadLetters(account)]));
  return [...new Set(found.flat())].sort();
};

describe('a person whom an off-boarded tenant knew', () => {
  let way: WayBack;
  let id = '';
  beforeAll(async () => {
    way = await wayBack();
    const slug = `e${MARK.slice(-12)}`;
    const body = { name: `Practice of ${MARK}`, slug, adminEmail: `${MARK}@mercy.example`, plan: 'standard' };
    id = (await way.api('POST /tenants', { body, idempotencyKey: slug })).tenantId;
    await eventually('the tenant has an account', async () => (await way.get(id)).accountId !== undefined);
    expect(await everywhere()).toEqual(expect.arrayContaining(['tenantry-dev-admin', 'tenantry-dev-account']));
    await way.api('POST /tenants/{id}/cancel', { path: { id }, body: { reason: `asked for by ${MARK}@mercy.example` } });
    await way.offboarded(id);
  });

  test('is in no table, bucket, log or dead letter of any account, once the certificate is there; and it is genuine', async () => {
    const certificate = await eventually('the certificate is issued', () =>
      way.api('GET /tenants/{id}/certificate', { path: { id } }).catch(() => undefined),
    );
    const { document, signature, publicKey, page, completeOn } = certificate;
    const signed = { document: Buffer.from(document), signature: Buffer.from(signature, 'base64'), publicKey };
    expect(verdictOn(signed)).toMatchObject({ isGenuine: true, tenantId: id, completeOn });
    expect(`${document}${page}`).not.toContain(MARK);
    // Tables and dead letters are erased. Of buckets and logs nothing ever held the person.
    expect(await everywhere()).toEqual([]);
    expect((await way.get(id)).offboarding?.certificate).toMatchObject({ completeOn });
  });
});
