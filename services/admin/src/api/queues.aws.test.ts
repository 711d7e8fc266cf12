import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Deployment, deploy } from '../testing/deployment.ts';
import { accountReady, api, hear, networkRemoved, tenant, tenantReady } from '../testing/tenants.ts';

/** Replays, lists and closings: what is read of many events and tenants. */
let deployment: Deployment;
beforeAll(async () => {
  deployment = await deploy(['network', 'edge']);
});

describe("a tenant's replay", () => {
  const window = () => ({
    from: new Date(Date.now() - 3_600_000).toISOString(),
    to: new Date(Date.now() + 3_600_000).toISOString(),
    reason: 'drift',
  });

  test('goes to the queues of the wanted stages alone, once per key, under one name', async () => {
    const [{ id, slug }, other] = [await tenant(deployment, accountReady('op-x')), await tenant(deployment, accountReady('op-y'))];
    const key = randomUUID();
    const replay = () => api('POST /replays', { body: { tenantId: id.toLowerCase(), stages: ['network'], ...window() }, key });
    const [first, again] = [await replay(), await replay()];
    expect(first).toMatchObject({ status: 202, body: { via: 'queues', state: 'completed', deliveries: 1, tenantId: id } });
    expect(again.body.name).toBe(first.body.name);
    const delivered = await deployment.delivered('network', 2);
    for (const message of delivered) {
      expect(message).toMatchObject({
        'replay-name': first.body.name,
        'detail-type': 'AccountReady',
        detail: { tenantId: id, eventId: `${id}/account/AccountReady/1` },
      });
    }
    expect([delivered.length, await deployment.delivered('edge', 0)]).toEqual([2, []]);
    expect(await api('GET /replays', { query: { tenantId: id } })).toMatchObject({
      body: { replays: [{ name: first.body.name, requestedBy: 'user-1', requestedByName: 'a@b.example' }] },
    });
    expect(await api('GET /replays', { query: { tenantId: other.id } })).toMatchObject({ body: { replays: [] } });
    expect(slug).not.toBe(other.slug);
  });

  test('is counted before, and refused when there is nothing to tell', async () => {
    const { id } = await tenant(deployment, accountReady('op-z'), networkRemoved);
    const { reason: _, ...selection } = window();
    expect(await api('POST /replays/preview', { body: { tenantId: id, ...selection } })).toMatchObject({
      body: {
        deliveries: 4,
        tenants: 1,
        stages: [
          { stage: 'account', deliveries: 2 },
          { stage: 'network', deliveries: 1 },
          { stage: 'edge', deliveries: 1 },
        ],
      },
    });
    const all = await api('POST /replays/preview', { body: { ...selection, stages: ['network'] } });
    expect(all.body).toMatchObject({ stages: [{ stage: 'network' }] });
    expect(all.body.deliveries).toBeGreaterThan(1);
    expect(await api('POST /replays', { body: { tenantId: id, events: ['DnsReady'], ...window() } })).toMatchObject({ status: 409 });
    expect(await api('POST /replays', { body: { events: ['DnsReady'], ...window() } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/events' }] },
    });
  });
});

describe('a list of tenants', () => {
  test('is searched by part of a name, in any case, page after page', async () => {
    const made = [await tenant(deployment), await tenant(deployment), await tenant(deployment)].map(({ id }) => id);
    const found: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { body } = await api('GET /tenants', { query: { search: 'HOSPITAL OP-', limit: '2', ...(cursor ? { cursor } : {}) } });
      const page = body as { tenants: { tenantId: string }[]; cursor?: string };
      found.push(...page.tenants.map(({ tenantId }) => tenantId));
      cursor = page.cursor;
      if (!cursor) break;
    }
    expect(found.slice(0, 3)).toEqual(made.toReversed());
    expect(new Set(found).size).toBe(found.length);
    expect(await api('GET /tenants', { query: { search: 'nobody' } })).toMatchObject({ body: { tenants: [] } });
  });

  test('is sorted page after page, says how many fit, and takes several states', async () => {
    const [first, second, third] = [await tenant(deployment), await tenant(deployment, tenantReady), await tenant(deployment)];
    const search = 'hospital op-';
    const made = [first, second, third].map(({ slug }) => slug);
    const page = async (more: Record<string, string>) =>
      (await api('GET /tenants', { query: { search, ...more } })).body as { tenants: { slug: string }[]; cursor?: string; total?: number };
    const up = await page({ sort: 'name', limit: '100' });
    const slugs = up.tenants.map(({ slug }) => slug);
    expect(slugs.filter((slug) => made.includes(slug))).toEqual(made);
    expect(up.total).toBe(slugs.length);
    const down: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const next = await page({ sort: '-name', limit: '2', ...(cursor ? { cursor } : {}) });
      down.push(...next.tenants.map(({ slug }) => slug));
      cursor = next.cursor;
      if (!cursor) break;
    }
    expect(down).toEqual(slugs.toReversed());
    const inStates = async (state: string) => (await page({ state, limit: '100' })).tenants.map(({ slug }) => slug);
    expect(await inStates('ready,requested')).toEqual(expect.arrayContaining(made));
    expect(await inStates('ready,offboarded')).not.toContain(first.slug);
    expect(await inStates('ready')).toContain(second.slug);
    expect(await api('GET /tenants', { query: { state: 'ready,asleep' } })).toMatchObject({ status: 400 });
  });
});

describe('the audit', () => {
  test('is read for a time, and names the tenant', async () => {
    const { id, slug } = await tenant(deployment, tenantReady);
    const lines = async (query: Record<string, string>) =>
      ((await api('GET /audit', { query: { tenantId: id, ...query } })).body as { lines: { at: string; tenantName?: string }[] }).lines;
    await api('POST /tenants/{id}/cancel', { id, body: { reason: 'a typing mistake' } });
    const [line] = await lines({});
    expect(line?.tenantName).toBe(`Hospital ${slug}`);
    const at = Date.parse(line?.at ?? '');
    const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
    expect(await lines({ from: iso(at - 60_000), to: iso(at + 60_000) })).not.toEqual([]);
    expect(await lines({ to: iso(at - 3_600_000) })).toEqual([]);
    expect(await lines({ from: iso(at + 3_600_000) })).toEqual([]);
    expect(await lines({ to: '0001-01-01T00:00:00Z' })).toEqual([]);
    expect(await api('GET /audit', { query: { from: iso(at), to: iso(at - 1) } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'query to' }] },
    });
  });
});

describe('closings', () => {
  test('are queued with the date that was told last, and closed when AWS says so', async () => {
    const { id } = await tenant(deployment, accountReady('op-c'), tenantReady);
    await hear(id, 'offboard', 'TenantOffboarded', {
      accountId: '200000000001',
      leftovers: 0,
      closing: { state: 'queued', closesAt: '2026-12-01T00:00:00.000Z' },
    });
    const queued = async () =>
      ((await api('GET /closings')).body as { closings: { tenantId: string }[] }).closings.find(({ tenantId }) => tenantId === id);
    expect(await queued()).toMatchObject({ state: 'queued', closesAt: '2026-12-01T00:00:00.000Z' });
    await hear(id, 'offboard', 'AccountClosingDated', { accountId: '200000000001', closesAt: '2026-12-05T00:00:00.000Z' });
    expect(await queued()).toMatchObject({ closesAt: '2026-12-05T00:00:00.000Z' });
    const closedAt = new Date().toISOString();
    await hear(id, 'offboard', 'AccountClosed', { accountId: '200000000001', closedAt });
    expect(await queued()).toBeUndefined();
    expect((await api('GET /closings', { query: { state: 'closed' } })).body).toMatchObject({
      closings: [{ tenantId: id, closedAt }],
      quota: { used: 1 },
    });
  });
});
