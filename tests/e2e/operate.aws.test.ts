import { randomUUID } from 'node:crypto';
import { DeleteRouteCommand, DescribeRouteTablesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '@tenantry/api-client/client';
import type { Plan, Tenant } from '@tenantry/api-client/generated/api';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { type Counts, createdFor, recordsBelow, serviceRoles } from './created-resources.ts';
import { type Harness, harness, newTenant } from './harness.ts';
import { DESIGNED, reachability } from './reachability.ts';
import { answers, linksOf, unanswered } from './way-to-database.ts';

/** The tools of the people who operate the product, through the deployed API, on tenants that were really on-boarded. */
let on: Harness;
let api: Client;
let plan: Plan;
let tenant: Tenant;
let other: Tenant;
let created: Counts;

beforeAll(async () => {
  on = await harness();
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
  const wanted = newTenant();
  plan = await api('POST /plan', { body: wanted });
  const { mark } = await on.running.journalSince(Number.MAX_SAFE_INTEGER);
  const [first, second] = await Promise.all([on.onboard(wanted), on.onboard()]);
  created = createdFor(first.tenantId, (await on.running.journalSince(mark)).entries);
  tenant = await api('GET /tenants/{id}', { path: { id: first.tenantId } });
  other = await api('GET /tenants/{id}', { path: { id: second.tenantId } });
});

const ec2 = () => new EC2Client(rootOf(tenant.accountId ?? ''));
const tables = async () => (await ec2().send(new DescribeRouteTablesCommand({}))).RouteTables ?? [];
const path = () => ({ id: tenant.tenantId });

describe('a plan', () => {
  const sumOf = (created: readonly { readonly type: string; readonly count?: number | undefined }[]): Counts => {
    const sum: Record<string, number> = {};
    for (const { type, count = 1 } of created) sum[type] = (sum[type] ?? 0) + count;
    return sum;
  };
  const counts = (wanted: Plan): Counts => sumOf(wanted.stages.flatMap(({ steps }) => steps).flatMap(({ creates }) => creates));

  test('agrees with what the on-boarding then created: the same resources, the same count', async () => {
    expect(plan).toMatchObject({ possible: true, problems: [], refusals: [] });
    const { hostedZoneId } = await api('GET /deployment');
    const {
      'AWS::IAM::Role': roles,
      'AWS::IAM::ManagedPolicy': boundaries,
      'AWS::Route53::RecordSet': records,
      'AWS::S3::BucketPolicy': bucketPolicies,
      'AWS::CloudFormation::Stack': stacks,
      'PostgreSQL::Database': databases,
      'PostgreSQL::Schema': schemas,
      'PostgreSQL::Role': logins,
      ...others
    } = counts(plan);
    // Builds make the release's stack with their own credentials.
    const all = { ...created, 'AWS::IAM::Role': (created['AWS::IAM::Role'] ?? 0) + (await serviceRoles(tenant.accountId ?? '')) };
    expect({ ...others, 'AWS::IAM::Role': roles, 'AWS::CloudFormation::Stack': (stacks ?? 0) - 1 }).toEqual(all);
    expect(records).toBe(await recordsBelow(hostedZoneId, tenant.domain));
    expect([boundaries, bucketPolicies, databases, schemas, logins]).toEqual([1, 1, 1, 1, 2]);
    expect(sumOf(tenant.resources)).toEqual(counts(plan));
  });

  test('of the same tenant again names what is taken', async () => {
    const { name, slug, adminEmail } = tenant;
    expect(await api('POST /plan', { body: { name, slug, adminEmail, plan: 'standard' } })).toMatchObject({
      possible: false,
      problems: [{ field: '/slug' }, { field: '/domain' }],
    });
  });
});

test('a tenant is found by its account, and has its resources, releases and cost', async () => {
  const { tenants } = await api('GET /tenants', { query: { search: tenant.accountId } });
  expect(tenants.map(({ tenantId }) => tenantId)).toEqual([tenant.tenantId]);
  expect(tenant).toMatchObject({ state: 'ready', actions: expect.arrayContaining(['offboard']) });
  expect(tenant.resources.filter(({ type }) => type === 'AWS::EC2::Subnet')).toHaveLength(4);
  expect((await api('GET /tenants/{id}/releases', { path: path() })).releases).toMatchObject([{ state: 'Succeeded' }]);
  expect((await api('GET /releases')).builds).toContainEqual(expect.objectContaining({ state: 'Succeeded' }));
  const cost = await api('GET /tenants/{id}/cost', { path: path() });
  expect(cost.estimate.monthlyUsd).toBe(plan.cost.monthlyUsd);
  expect(cost.estimatedThisMonthUsd).toBeGreaterThan(0);
  expect((await api('GET /checks')).checks.filter(({ state }) => state === 'failed')).toEqual([]);
});

test('who reaches whom is as designed, by the deployed routes, peerings, groups and the VPN', async () => {
  expect(await reachability(on, [tenant, other])).toEqual(DESIGNED);
});

describe('a replay', () => {
  test('of one event of one tenant mends its drift, touches no other tenant and creates nothing that is there', async () => {
    const isNat = (route: { NatGatewayId?: string | undefined }) => route.NatGatewayId !== undefined;
    const broken = (await tables()).find(({ Routes }) => Routes?.some(isNat));
    await ec2().send(new DeleteRouteCommand({ RouteTableId: broken?.RouteTableId, DestinationCidrBlock: '0.0.0.0/0' }));
    const window = { tenantId: tenant.tenantId, events: ['AccountReady'], from: tenant.requestedAt, to: new Date().toISOString() };
    expect(await api('POST /replays/preview', { body: window })).toMatchObject({
      deliveries: 2,
      tenants: 1,
      stages: [{ stage: 'network' }, { stage: 'edge' }],
    });
    const heardOther = (await api('GET /tenants/{id}', { path: { id: other.tenantId } })).heardAt;
    const { mark } = await on.running.journalSince(Number.MAX_SAFE_INTEGER);
    const replay = await api('POST /replays', { body: { ...window, stages: ['network'], reason: 'a route was deleted by hand' } });
    expect(replay).toMatchObject({ via: 'queues', deliveries: 1, state: 'completed' });
    await eventually('the network is verified again', async () => {
      const { stages } = await api('GET /tenants/{id}', { path: path() });
      const network = stages.find(({ stage }) => stage === 'network');
      return (network?.generation ?? 0) > 1 && network?.finishedAt !== undefined;
    });
    expect((await tables()).filter(({ Routes }) => Routes?.some(isNat))).toHaveLength(1);
    const { entries } = await on.running.journalSince(mark);
    expect(createdFor(tenant.tenantId, entries)).toEqual({ 'AWS::EC2::Route': 1 });
    expect(createdFor(other.tenantId, entries)).toEqual({});
    expect((await api('GET /tenants/{id}', { path: { id: other.tenantId } })).heardAt).toBe(heardOther);
    expect((await api('GET /replays', { query: { tenantId: tenant.tenantId } })).replays).toMatchObject([{ name: replay.name }]);
  });
});

describe('a replay of all tenants', () => {
  test('comes from the archive, to the wanted stages alone', async () => {
    const generations = async (id: string) =>
      Object.fromEntries((await api('GET /tenants/{id}', { path: { id } })).stages.map(({ stage, generation }) => [stage, generation]));
    const { events } = await api('GET /tenants/{id}/timeline', { path: path() });
    const heard = Date.parse(events.find(({ event }) => event === 'EdgeReady')?.at ?? '');
    const around = (ms: number) => new Date(heard + ms).toISOString();
    const before = await generations(tenant.tenantId);
    // A narrow window, for tenants of other tests are in the archive too; the bus hears of it a moment after it is said.
    const window = { from: around(-1_000), to: around(10_000), stages: ['dns' as const] };
    expect((await api('POST /replays/preview', { body: window })).tenants).toBeGreaterThanOrEqual(1);
    const { name } = await api('POST /replays', { body: { ...window, reason: 'the zone was restored' } });
    await eventually('the replay has ended, and the tenant is verified again', async () => {
      const replay = (await api('GET /replays')).replays.find((one) => one.name === name);
      return replay?.state === 'completed' && ((await generations(tenant.tenantId)).dns ?? 0) > (before.dns ?? 0);
    });
    // Not pipeline: it hears dns, which says again that it is ready.
    const { account, network, edge } = await generations(tenant.tenantId);
    expect({ account, network, edge }).toEqual({ account: before.account, network: before.network, edge: before.edge });
  });
});

describe('a dead letter', () => {
  const poison = async (queue: string, body: object): Promise<void> => {
    const sqs = new SQSClient({ ...rootOf(testAccounts.superAdmin), useQueueUrlAsEndpoint: false });
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `tenantry-dev-${queue}` }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
  };
  const letterWith = (text: string) =>
    eventually('the dead letter is there', async () => {
      const { letters } = await api('GET /dead-letters', { query: { queue: 'dns' } });
      return letters.find(({ body }) => JSON.stringify(body).includes(text));
    });
  const malformed = (text: string) => ({
    source: 'tenantry.edge',
    'detail-type': 'EdgeReady',
    detail: { tenantId: tenant.tenantId, eventId: text, causedBy: '', at: new Date().toISOString() },
  });

  test('of a poison message says what is wrong, is redriven when it was repaired, and discarded with a line in the audit', async () => {
    const text = `${tenant.tenantId}/test/${randomUUID()}`;
    await poison('dns', malformed(text));
    const letter = await letterWith(text);
    const at = { queue: 'dns', messageId: letter.messageId };
    expect(letter).toMatchObject({
      kind: 'malformed',
      tenantId: tenant.tenantId,
      event: 'EdgeReady',
      message: expect.stringContaining('distributionId'),
    });
    expect(await api('GET /dead-letters/{queue}/{messageId}', { path: at })).toMatchObject({ messageId: letter.messageId });

    const { events } = await api('GET /tenants/{id}/timeline', { path: path() });
    const sound = events.find(({ event }) => event === 'EdgeReady');
    const detail = { ...sound?.detail, ...(letter.body as { detail: object }).detail };
    const redrive = (repaired: object) =>
      api('POST /dead-letters/{queue}/{messageId}/redrive', {
        path: at,
        body: { reason: 'repaired', detail: { ...detail, ...repaired }, confirm: tenant.slug },
      });
    await expect(redrive({ distributionId: 7 })).rejects.toMatchObject({ status: 400, errors: [{ field: '/detail' }] });
    const redriven = await redrive({});
    expect(redriven.outcome).toBe('went back to the queue of dns, repaired');
    await eventually('dns works on it', async () => {
      const { stages } = await api('GET /tenants/{id}', { path: path() });
      const dns = stages.find(({ stage }) => stage === 'dns');
      return (dns?.generation ?? 0) > 1 && dns?.finishedAt !== undefined;
    });

    const again = randomUUID();
    await poison('dns', malformed(again));
    const { messageId } = await letterWith(again);
    await api('POST /dead-letters/{queue}/{messageId}/discard', { path: { queue: 'dns', messageId }, body: { reason: 'it was a test' } });
    await expect(api('GET /dead-letters/{queue}/{messageId}', { path: { queue: 'dns', messageId } })).rejects.toMatchObject({
      status: 404,
    });
    const { lines } = await api('GET /audit', { query: { tenantId: tenant.tenantId, limit: 2 } });
    expect(lines.map(({ action, outcome, reason }) => [action.split('/').at(-1), outcome, reason])).toEqual([
      ['discard', 'done', 'it was a test'],
      ['redrive', 'done', 'repaired'],
    ]);
  });
});

describe("a tenant's API", () => {
  test('reaches the database while route, group and peering lead there, and a retry of the network finds the way again', async () => {
    const retryNetwork = () => api('POST /tenants/{id}/retry', { path: path(), body: { stage: 'network' } });
    for (const { take, give, why } of await linksOf(tenant, retryNetwork)) {
      await answers(on, tenant, 200);
      await take();
      await answers(on, tenant, 503);
      expect((await unanswered(on, tenant)).at(-1)).toMatch(why);
      await give();
      await answers(on, tenant, 200);
    }
  });
});
