import { CloudWatchLogsClient, FilterLogEventsCommand, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import pg from 'pg';
import { verdictOn } from '../../cli/src/certificate.ts';
import { type WayBack, wayBack } from './way-back.ts';

/** In the names and addresses of one tenant's people, and of nobody else on this laptop. */
const MARK = `lovelace${process.pid}x${Date.now().toString(36)}`;
/** What knows them: that, and the subject of the first user. */
const marks = [MARK];
const knows = (text: string | undefined): boolean => marks.some((mark) => text?.includes(mark));
const SHARED = Object.values(testAccounts);

const tables = async (account: string): Promise<string[]> => {
  const client = new DynamoDBClient(rootOf(account));
  const found: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const TableName of TableNames)
      for await (const { Items = [] } of paginateScan({ client: DynamoDBDocumentClient.from(client) }, { TableName }))
        if (Items.some((item) => knows(JSON.stringify(item)))) found.push(TableName);
  }
  return found;
};
const buckets = async (account: string): Promise<string[]> => {
  // CloudFront's web ACL has its log in us-east-1.
  const client = new S3Client({ ...rootOf(account), forcePathStyle: true, followRegionRedirects: true });
  const found: string[] = [];
  for (const { Name: Bucket = '' } of (await client.send(new ListBucketsCommand({}))).Buckets ?? [])
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket }))
      for (const { Key = '' } of Contents) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        if (knows(await Body?.transformToString('latin1'))) found.push(`${Bucket}/${Key}`);
      }
  return found;
};
const logs = async (account: string): Promise<string[]> => {
  const client = new CloudWatchLogsClient(rootOf(account));
  const found: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {}))
    for (const { logGroupName = '' } of logGroups)
      for (const mark of marks) {
        const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName, filterPattern: `"${mark}"` }));
        if (events.some(({ message }) => knows(message))) found.push(logGroupName);
      }
  return found;
};
const deadLetters = async (account: string): Promise<string[]> => {
  const client = new SQSClient({ ...rootOf(account), useQueueUrlAsEndpoint: false });
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  const found: string[] = [];
  for (const QueueUrl of QueueUrls.filter((url) => url.endsWith('-dlq'))) {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }));
    if (Messages.some(({ Body }) => knows(Body))) found.push(QueueUrl);
  }
  return found;
};
/** A database of a tenant, where a patient is called so. */
const databases = async (): Promise<string[]> => {
  const { rows } = await query<{ datname: string }>('postgres', 'SELECT datname FROM pg_database WHERE NOT datistemplate');
  const found = rows.map(async ({ datname }) => {
    const named = `SELECT 1 FROM "${datname}".patients WHERE family_name = '${MARK}'`;
    const { rowCount } = await query(datname, named).catch(() => ({ rowCount: 0 })); // it has no patients
    return rowCount ? [datname] : [];
  });
  return (await Promise.all(found)).flat();
};
const query = async <R extends pg.QueryResultRow>(database: string, sql: string): Promise<pg.QueryResult<R>> => {
  const client = new pg.Client({ connectionString: process.env.TENANTRY_POSTGRES_URL?.replace(/\/postgres$/, `/${database}`) ?? '' });
  await client.connect();
  return client.query<R>(sql).finally(() => client.end());
};
const everywhere = async (): Promise<readonly string[]> => {
  const inAws = SHARED.flatMap((account) => [tables(account), buckets(account), logs(account), deadLetters(account)]);
  const found = await Promise.all([...inAws, databases()]);
  return [...new Set(found.flat())].sort();
};

/** The subject by which Cognito knows the tenant's first user. */
const firstSubject = async ({ accountId = '', configuration }: Tenant): Promise<string> => {
  const cognito = new CognitoIdentityProviderClient(rootOf(accountId));
  const { Users = [] } = await cognito.send(new ListUsersCommand({ UserPoolId: String(configuration.userPoolId) }));
  return Users[0]?.Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? '';
};

describe('a person whom an off-boarded tenant knew', () => {
  let way: WayBack;
  let tenant: Tenant;
  beforeAll(async () => {
    way = await wayBack();
    const names = { name: `Practice of ${MARK}`, slug: `e${MARK.slice(-12)}`, adminEmail: `${MARK}@mercy.example` };
    const { tenantId } = await way.on.onboard(names);
    tenant = await way.get(tenantId);
    marks.push(await firstSubject(tenant));
    const schema = String(tenant.configuration.schemaName);
    const columns = 'record_number, given_name, family_name, birth_date';
    await query(schema, `INSERT INTO "${schema}".patients (${columns}) VALUES ('R1', 'Ada', '${MARK}', DATE '1990-12-10')`);
    expect(await everywhere()).toEqual(expect.arrayContaining(['tenantry-dev-admin', 'tenantry-dev-account', schema]));
    const body = { confirm: tenant.slug, reason: `asked for by ${MARK}@mercy.example`, export: false };
    await way.api('POST /tenants/{id}/offboard', { path: { id: tenantId }, body });
    await way.offboarded(tenantId);
  });

  test('is in no table, bucket, log, dead letter or database of the platform once the certificate is there, and that is genuine', async () => {
    const path = { id: tenant.tenantId };
    const certificate = await eventually('the certificate is issued', () =>
      way.api('GET /tenants/{id}/certificate', { path }).catch(() => undefined),
    );
    const { document, signature, publicKey, page, completeOn } = certificate;
    const signed = { document: Buffer.from(document), signature: Buffer.from(signature, 'base64'), publicKey };
    expect(verdictOn(signed)).toMatchObject({ isGenuine: true, tenantId: tenant.tenantId, completeOn });
    expect(knows(`${document}${page}`)).toBe(false);
    // Tables, dead letters and databases are erased. Of buckets and logs nothing ever held the person.
    expect(await everywhere()).toEqual([]);
    expect((await way.get(tenant.tenantId)).offboarding?.certificate).toMatchObject({ completeOn });
  });
});
