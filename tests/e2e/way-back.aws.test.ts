import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { BatchWriteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '@tenantry/api-client/client';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import pg from 'pg';
import { ulid } from 'ulid';
import { type TestedLaptop, testedLaptop } from '../../local/src/faults/tested-laptop.ts';
import { describeLeftover, leftoversOf } from '../../services/offboard/src/leftovers/leftovers-of.ts';
import { testDatabase } from '../../services/pipeline/src/testing/database.ts';
import { restore } from '../../services/pipeline/src/testing/restore.ts';
import { eventually } from './eventually.ts';
import { type Harness, harness, newTenant } from './harness.ts';

let on: Harness;
let api: Client;
let laptop: TestedLaptop;
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(rootOf(testAccounts.superAdmin)));
const LIMIT_MS = 240_000;

beforeAll(async () => {
  on = await harness();
  laptop = await testedLaptop(on.running.url);
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
}, LIMIT_MS);

const get = (id: string): Promise<Tenant> => api('GET /tenants/{id}', { path: { id } });
const gone = (id: string) =>
  eventually(
    `${id} is off-boarded`,
    async () => {
      const tenant = await get(id);
      return tenant.state === 'offboarded' && tenant;
    },
    LIMIT_MS,
  );
/** What AWS still lists of a tenant in every account: the records are not asked. */
const leftOf = async ({ tenantId, accountId, domain }: Pick<Tenant, 'tenantId' | 'accountId' | 'domain'>): Promise<readonly string[]> => {
  const subject = { tenantId, tenantAccountId: accountId, domain, zone: laptop.zone };
  return (await leftoversOf(subject, laptop.clientsIn)).leftovers.map(describeLeftover);
};
/** Accounts of the organization that were created for a tenant, by state. */
const accountsOf = async (tenantId: string): Promise<string[]> => {
  const states: string[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client: new OrganizationsClient(rootOf(testAccounts.owner)) }, {})) {
    for (const { Email, State } of Accounts) if (Email?.includes(tenantId.toLowerCase())) states.push(State ?? '');
  }
  return states;
};
const request = async (): Promise<string> => {
  const { name, slug, adminEmail, plan } = newTenant();
  return (await api('POST /tenants', { body: { name, slug, adminEmail, plan }, key: ulid() })).tenantId;
};
const cancel = (id: string) => api('POST /tenants/{id}/cancel', { path: { id }, body: { reason: 'asked for by mistake' } });

describe('a tenant with data', () => {
  const ROWS = 300;
  let tenant: Tenant;
  let fault = '';
  /** As the tenant's own API writes. */
  const fill = async (schema: string): Promise<void> => {
    const client = new pg.Client({ connectionString: process.env.TENANTRY_POSTGRES_URL?.replace(/\/postgres$/, '/tenantry') ?? '' });
    await client.connect();
    await client.query(`SET search_path = ${schema};
      INSERT INTO patients (record_number, given_name, family_name, birth_date)
        SELECT 'R' || i, 'Given ' || i, E'Family\\t' || i, DATE '1990-01-01' + i FROM generate_series(1, ${ROWS}) i;
      INSERT INTO appointments (patient_id, starts_at, ends_at) SELECT id, now(), now() + interval '1 hour' FROM patients`);
    await client.end();
  };
  beforeAll(async () => {
    tenant = await get((await on.onboard()).tenantId);
    await fill(String(tenant.configuration.schemaName));
    fault = await on.running.addFault({
      match: { step: 'network.vpc', operation: 'DeleteVpc', account: tenant.accountId ?? '' },
      effect: { kind: 'error', code: 'UnauthorizedOperation', message: 'a policy that was changed by hand forbids it' },
      times: null,
    });
    await api('POST /tenants/{id}/offboard', {
      path: { id: tenant.tenantId },
      body: { confirm: tenant.slug, reason: 'the contract has ended', export: true },
    });
  }, LIMIT_MS);
  afterAll(() => on.running.removeFault(fault));

  test('whose removal keeps failing shows where, why and what to do, and waits for a person', async () => {
    const attempted = async () => ((await on.running.struck())[fault] ?? 0) > 0;
    await eventually('the removal has failed', attempted, LIMIT_MS);
    // Eleven more attempts take forty minutes of back-off: they are counted in the record.
    await dynamo.send(
      new UpdateCommand({
        TableName: 'tenantry-dev-network',
        Key: { tenantId: tenant.tenantId },
        UpdateExpression: 'SET #record.attempts = :many, #version = #version + :one',
        ExpressionAttributeNames: { '#record': 'record', '#version': 'version' },
        ExpressionAttributeValues: { ':many': 12, ':one': 1 },
      }),
    );
    const stalled = await eventually('the network stage has stalled', async () => {
      const found = await get(tenant.tenantId);
      return found.stalled.length > 0 && found;
    });
    expect(stalled).toMatchObject({ state: 'offboarding', stalled: ['network'], actions: expect.arrayContaining(['retry']) });
    expect(stalled.stages.find(({ stage }) => stage === 'network')).toMatchObject({
      state: 'stalled',
      failure: {
        step: 'vpc',
        call: 'EC2 DeleteVpc',
        code: 'UnauthorizedOperation',
        message: expect.stringContaining('changed by hand'),
        advice: expect.stringContaining('deploy the tenant baseline'),
      },
    });
    const letter = await eventually('the message is a dead letter', async () => {
      const { letters } = await api('GET /dead-letters', { query: { queue: 'network' } });
      return letters.find(({ tenantId }) => tenantId === tenant.tenantId);
    });
    expect(letter).toMatchObject({ kind: 'stalled', message: expect.stringContaining('changed by hand') });
    expect(await leftOf(tenant)).toContainEqual(expect.stringContaining('VPC vpc-'));
  }, 300_000);

  test('once the cause is gone, a retry ends the way back and leaves nothing', async () => {
    await on.running.removeFault(fault);
    await api('POST /tenants/{id}/retry', { path: { id: tenant.tenantId }, body: { stage: 'network' } });
    const offboarded = await gone(tenant.tenantId);
    expect(offboarded).toMatchObject({ stalled: [], offboarding: { leftovers: 0, closing: { state: 'closed' } } });
    expect(await leftOf(tenant)).toEqual([]);
    expect(await accountsOf(tenant.tenantId)).toEqual(['SUSPENDED']);
  }, 300_000);

  test('has them in the retention bucket: they restore into an empty database, row by row, and the checksums hold', async () => {
    const { offboarding } = await get(tenant.tenantId);
    const [, Bucket = '', Prefix = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(offboarding?.exportLocation ?? '') ?? [];
    const s3 = new S3Client({ ...rootOf(testAccounts.superAdmin), forcePathStyle: true });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const files = new Map<string, string>();
    for (const { Key = '' } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      files.set(Key.slice(Prefix.length), (await Body?.transformToString()) ?? '');
    }
    for (const line of (files.get('SHA256SUMS') ?? '').trim().split('\n')) {
      const [sum, name = ''] = line.split('  ');
      expect([
        name,
        createHash('sha256')
          .update(files.get(name) ?? '')
          .digest('hex'),
      ]).toEqual([name, sum]);
    }
    const empty = await (await testDatabase()).connect();
    await restore(empty, [...files].flatMap(([name, text]) => (name.endsWith('.sql') ? [text] : [])).join(''));
    const count = async (table: string) =>
      (await empty.query(`SELECT count(*)::int AS n FROM ${tenant.configuration.schemaName}.${table}`)).rows[0].n as number;
    expect([await count('patients'), await count('appointments'), await count('migrations')]).toEqual([ROWS, ROWS, 3]);
    await empty.end();
  }, 60_000);
});

describe('a tenant that is taken back early', () => {
  const meets = async (
    effect: Parameters<Harness['running']['addFault']>[0]['effect'],
    work: (id: string) => Promise<void>,
    times: number | null,
  ) => {
    const tenantId = await request();
    const contains = tenantId.toLowerCase();
    const fault = await on.running.addFault({ match: { operation: 'CreateAccount', contains }, effect, times });
    try {
      await eventually('the account was asked for', async () => ((await on.running.struck())[fault] ?? 0) > 0);
      await work(tenantId);
    } finally {
      await on.running.removeFault(fault);
    }
    return tenantId;
  };

  test('while its account is created, and the answer was lost, leaves no open account behind', async () => {
    const tenantId = await meets({ kind: 'drop-after' }, async (id) => void (await cancel(id)), 1);
    const tenant = await gone(tenantId);
    expect(tenant.offboarding).toMatchObject({ leftovers: 0, closing: { state: 'closed' } });
    expect(await accountsOf(tenantId)).toEqual(['SUSPENDED']);
  }, 120_000);

  test('before it had anything ends at once, with nothing to close', async () => {
    const busy = { kind: 'error', code: 'TooManyRequestsException', message: 'busy' } as const;
    const tenantId = await meets(busy, async (id) => void (await cancel(id)), null);
    const tenant = await gone(tenantId);
    expect(tenant.offboarding).toMatchObject({ leftovers: 0, closing: { state: 'none' } });
    expect(await accountsOf(tenantId)).toEqual([]);
    expect(await leftOf(tenant)).toEqual([]);
  }, 120_000);
});

describe('the quota of closings', () => {
  const DAY = 86_400;
  const TableName = 'tenantry-dev-offboard-closings';
  const now = (): number => Math.floor(Date.now() / 1000);
  const tenants = Array.from({ length: 250 }, () => ulid());
  /** Closings of other tenants, so many days ago. */
  const write = async (daysAgo: number | undefined): Promise<void> => {
    const requests = tenants.map((tenantId) =>
      daysAgo === undefined
        ? { DeleteRequest: { Key: { tenantId } } }
        : {
            PutRequest: { Item: { tenantId, accountId: '999999999999', requestedAt: 1, state: 'closed', closedAt: now() - daysAgo * DAY } },
          },
    );
    for (let i = 0; i < requests.length; i += 25) {
      await dynamo.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests.slice(i, i + 25) } }));
    }
  };
  afterAll(() => write(undefined));

  test('once used up: the account is empty at once, the API shows the date, and the schedule closes it then', async () => {
    await write(29);
    const tenantId = await request();
    await eventually('the account is there', async () => (await accountsOf(tenantId)).length > 0);
    await cancel(tenantId);
    const { offboarding, accountId } = await gone(tenantId);
    expect(offboarding).toMatchObject({ leftovers: 0, closing: { state: 'queued' } });
    const closesAt = Date.parse(offboarding?.closing?.closesAt ?? '') / 1000;
    expect(Math.abs(closesAt - (now() + DAY))).toBeLessThan(300);
    expect(await accountsOf(tenantId)).toEqual(['ACTIVE']);
    if (accountId) expect(await leftOf({ tenantId, accountId, domain: '' })).toEqual([]);

    await write(31); // two days later, for the quota
    const schedule = () =>
      new LambdaClient(rootOf(testAccounts.superAdmin)).send(
        new InvokeCommand({ FunctionName: 'tenantry-dev-offboard-close-queue', Payload: '{}' }),
      );
    const closing = await eventually('the schedule has closed it', async () => {
      await schedule();
      const found = (await get(tenantId)).offboarding?.closing;
      return found?.state === 'closed' && found;
    });
    expect(closing.closedAt).toBeDefined();
    expect(await accountsOf(tenantId)).toEqual(['SUSPENDED']);
  }, 180_000);
});
