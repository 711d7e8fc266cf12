import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ReplayPage, Step } from '@tenantry/api-client/generated/api';
import { AccountReady } from '@tenantry/events-schema/account';
import { deadLetterQueueName, serviceName } from '@tenantry/shared/domain/names';
import { QueueClient } from '@tenantry/shared/function/queue';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { httpFetch } from '../../laptop/demo/http.ts';
import { requestTenant, type Tenant } from '../../laptop/demo/onboarding.ts';
import { repeatedCalls } from '../../laptop/demo/report.ts';
import { verifyTenants } from '../../laptop/demo/verify.ts';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { type Harness, harness, newTenant } from './harness.ts';
import { items, type Kept, logLines, secretsIn } from './kept.ts';
import { accountsOf, wayBack } from './way-back.ts';

// The end of the pool, which nobody is given while the beginning is free.
const RANGE = '10.79.240.0/20';
const WITHIN = '10.79.248.0/21';
const malformedId = ulid();
const loserId = ulid();

let aws: Harness;
let wanted: ReturnType<typeof newTenant>;
let tenantId: string;
let mark: number;
let ready: Promise<Tenant>;
let second: Promise<void>;

const isClaimed = async (): Promise<boolean> => {
  const timeline = (await aws.get(`/tenants/${tenantId}/timeline`).catch(() => ({ steps: [] }))) as { readonly steps: readonly Step[] };
  return timeline.steps.some(({ step, endedAt }) => step === 'cidr' && endedAt !== undefined);
};

beforeAll(async () => {
  aws = await harness();
  ({ mark } = await aws.running.journalSince(0));
  await aws.putEvent(AccountReady.source, AccountReady.name, { tenantId: malformedId, eventId: 'e', causedBy: '', at: 'yesterday' });
  wanted = { ...newTenant(), ...{ cidr: RANGE } };
  tenantId = await requestTenant(aws.admin, wanted, ulid());
  ready = aws.reached(tenantId);
  // Past the API, which knows of the range already: as if both had been asked for at the same time. This one comes second.
  second = eventually('the range is claimed', isClaimed).then(() => aws.request(loserId, { cidr: WITHIN }));
  for (const promise of [ready, second]) promise.catch(() => undefined);
});

describe('the API refuses, naming the field and what to do, and creates nothing,', () => {
  const name = `Refused ${ulid()}`;
  const body = (more: object) => {
    const { slug: _, ...rest } = newTenant({ name });
    return { ...rest, ...more };
  };
  const cases: readonly (readonly [title: string, status: number, field: string, body: () => unknown])[] = [
    ['a slug that is taken', 409, '/slug', () => body({ slug: wanted.slug, domain: wanted.domain })],
    ['a domain that is reserved', 400, '/domain', () => body({ domain: 'superadmin.app.localhost' })],
    ['a domain outside the root domain', 400, '/domain', () => body({ domain: 'mercy.example.com' })],
    ['a domain of more than 64 octets', 400, '/domain', () => body({ domain: `${'a'.repeat(60)}.app.localhost` })],
    ['a range that a tenant has asked for', 409, '/cidr', () => body({ cidr: WITHIN })],
    ['a range that is reserved', 400, '/cidr', () => body({ cidr: '10.250.0.0/20' })],
    ['the range of the hub', 400, '/cidr', () => body({ cidr: '10.0.16.0/20' })],
    ['a range outside the limits of size', 400, '/cidr', () => body({ cidr: '10.78.0.0/28' })],
    ['a size outside the limits', 400, '/cidrPrefix', () => body({ cidrPrefix: 8 })],
    ['a body that is no JSON', 400, '/', () => `{"name": "${name}"`],
  ];

  test.each(cases)('%s', async (_title, status, field, request) => {
    const answer = await aws.post('/tenants', request(), { 'idempotency-key': ulid() });
    expect({ status: answer.status, type: answer.headers['content-type'] }).toEqual({ status, type: 'application/problem+json' });
    expect((JSON.parse(answer.text) as { errors: unknown }).errors).toContainEqual({
      field,
      problem: expect.stringMatching(/./),
      fix: expect.stringMatching(/./),
    });
  });

  test('a caller without a token', async () => {
    const answer = await httpFetch(`${aws.admin.apiUrl}/tenants`, {
      method: 'POST',
      body: body({}),
      headers: { 'idempotency-key': ulid() },
    });
    expect(answer.status).toBe(401);
  });

  test('not even an item but the audit line', async () => {
    const dynamodb = new DynamoDBClient(rootOf(aws.laptop.accounts.superAdmin));
    for (const service of ['admin', 'account']) {
      const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: serviceName(LAPTOP_DEPLOYMENT, service) }));
      const holding = Items.filter((item) => JSON.stringify(item).includes(name)).map(({ pk }) => pk?.S);
      expect(holding.filter((key) => key !== 'AUDIT')).toEqual([]);
    }
  });
});

test('a malformed event goes to the dead letters of each stage that hears it, with its reason', async () => {
  const sqs = new QueueClient(rootOf(aws.laptop.accounts.superAdmin));
  for (const stage of ['network', 'edge']) {
    const QueueUrl = `https://sqs.${aws.laptop.region}.amazonaws.com/${aws.laptop.accounts.superAdmin}/${deadLetterQueueName(LAPTOP_DEPLOYMENT, stage)}`;
    const look = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], VisibilityTimeout: 0 });
    const letter = await eventually(`the dead letter of ${stage}`, async () =>
      (await sqs.send(look)).Messages?.find(({ Body }) => Body?.includes(malformedId)),
    );
    expect(letter.MessageAttributes).toMatchObject({
      code: { StringValue: 'MalformedEvent' },
      message: { StringValue: expect.stringMatching(/^AccountReady: .*accountId: /) },
      advice: { StringValue: expect.stringContaining('publisher') },
    });
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: letter.ReceiptHandle }));
  }
});

test('a tenant is ready, and was not blocked by the malformed event before it', async () => {
  const tenant = await ready;
  expect(tenant.configuration.cidr).toBe(RANGE);
  await verifyTenants(aws.laptop, [tenant]);
});

/** When another test's replay of all tenants began to reach stages of this tenant, if one has. */
const toldAgainAt = async (): Promise<string | undefined> => {
  const { replays } = (await aws.get('/replays')) as unknown as ReplayPage;
  const { events } = (await aws.get(`/tenants/${tenantId}/timeline`)) as { readonly events: readonly { readonly at: string }[] };
  const reached = replays.filter(({ via, to }) => via === 'archive' && events.some(({ at }) => at <= to));
  return reached.map(({ requestedAt }) => requestedAt).sort()[0];
};

test('nothing is asked twice on the way', async () => {
  const { readyAt = '' } = await ready;
  const { entries } = await aws.running.journalSince(mark);
  const own = entries.filter(({ labels, time }) => labels?.tenant === tenantId && time <= readyAt);
  expect(own.length).toBeGreaterThan(200);
  const until = await toldAgainAt();
  expect(repeatedCalls(own.filter(({ time }) => until === undefined || time < until))).toEqual([]);
});

test("all of it lies in the deployment's region, but for what AWS has in us-east-1 alone", async () => {
  const { readyAt = '' } = await ready;
  const { entries } = await aws.running.journalSince(mark);
  const own = entries.filter(({ labels, time }) => labels?.tenant === tenantId && labels.step !== undefined && time <= readyAt);
  const elsewhere = own.filter(({ region }) => region !== aws.laptop.region).map(({ service, region }) => `${service} ${region}`);
  const there = ['acm', 'budgets', 'cloudfront', 'iam', 'organizations', 'route53', 'wafv2'];
  expect([...new Set(elsewhere)].sort()).toEqual(there.map((service) => `${service} us-east-1`));
});

test('what is kept of it holds no secret: logs, records with their events, audit, journal', async () => {
  const { accountId } = (await aws.get(`/tenants/${(await ready).tenantId}`)) as { readonly accountId: string };
  const { superAdmin, devops } = aws.laptop.accounts;
  const accounts = [superAdmin, devops, accountId];
  const secrets = [...(await Promise.all(accounts.map(secretsIn))).flat(), aws.admin.password, await aws.admin.token()];
  expect(secrets.length).toBeGreaterThan(4);
  const found: string[] = [];
  let looked = 0;
  const look = ({ where, text }: Kept): void => {
    looked += 1;
    if (secrets.some((secret) => text.includes(secret))) found.push(where);
  };
  for (const account of accounts) for await (const line of logLines(account)) look(line);
  for await (const item of items(superAdmin)) look(item);
  const { entries } = await aws.running.journalSince(mark);
  for (const entry of entries) look({ where: 'journal', text: JSON.stringify(entry) });
  expect({ found, much: looked > 500 }).toEqual({ found: [], much: true });
});

test('a range that two have asked for at once is given to one: the other stalls, naming it, until a person off-boards it', async () => {
  await second;
  const way = await wayBack();
  const stalled = await eventually('the network of the second has stalled', async () => {
    const found = await way.get(loserId).catch(() => undefined);
    return found?.stages.find(({ stage, state }) => stage === 'network' && state === 'stalled');
  });
  expect(stalled).toMatchObject({
    step: 'cidr',
    failure: {
      code: 'RangeTaken',
      message: `the requested range ${WITHIN} overlaps ${RANGE}`,
      advice: expect.stringContaining('docs/runbook.md#a-requested-range-cannot-be-had'),
    },
  });
  expect((await way.get(loserId)).offboarding).toBeUndefined();
  expect(await accountsOf(loserId)).toEqual(['ACTIVE']);
  await way.cancel(loserId);
  expect(await way.gone(loserId)).toMatchObject({ offboarding: { leftovers: 0 } });
  const { events } = (await aws.get(`/tenants/${loserId}/timeline`)) as { events: readonly { event: string }[] };
  expect(events.map(({ event }) => event)).not.toContain('StageFailed');
});
