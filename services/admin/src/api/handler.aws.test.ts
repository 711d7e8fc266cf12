import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { main as project } from '../projection/handler.ts';
import { caller, context, type Deployment, deploy } from '../testing/deployment.ts';
import { main } from './handler.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await deploy();
});
const api = caller(main as never);
const post = (body: unknown, key: string = randomUUID()) => api('POST /tenants', { body, key });
let tenants = 0;
const request = (more: object = {}) => ({
  name: 'Mercy Hospital',
  domain: `mercy-${++tenants}.app.localhost`,
  adminEmail: 'it@mercy.example',
  plan: 'standard',
  ...more,
});
/** The next call of the operation whose parameters contain the text fails, and is not tried again by the SDK. */
const failNext = async (service: string, operation: string, contains: string): Promise<void> => {
  const fault = { match: { service, operation, contains }, effect: { kind: 'error', code: 'ValidationException', status: 400 } };
  await fetch(`${process.env.AWS_ENDPOINT_URL}/_laptop/faults`, { method: 'POST', body: JSON.stringify(fault) });
};

describe('POST /tenants', () => {
  test('claims slug and domain, publishes TenantRequested, and says where the tenant is', async () => {
    const body = request({ variables: { APP_A: '1' }, cidr: '10.64.0.0/20' });
    const answer = await post(body);
    const { tenantId } = answer.body;
    expect(answer).toMatchObject({ status: 202, headers: { location: `/tenants/${tenantId}` } });
    expect(await deployment.published(1)).toEqual([
      { name: 'TenantRequested', detail: expect.objectContaining({ ...body, tenantId, eventId: `${tenantId}/admin/TenantRequested/1` }) },
    ]);
    expect(await api('GET /tenants/{id}', { id: String(tenantId) })).toMatchObject({
      status: 200,
      body: { slug: 'mercy-1', state: 'requested' },
    });
  });

  test('sent again with the same key is the same tenant, asked for once', async () => {
    const body = request();
    const key = randomUUID();
    const [first, ...others] = await Promise.all([post(body, key), post(body, key), post(body, key)]);
    const again = await post(body, key);
    for (const answer of [first, ...others]) expect([202, 409]).toContain(answer.status);
    expect(again.status).toBe(202);
    const ids = new Set((await deployment.published(1)).map(({ detail }) => `${detail.tenantId} ${detail.eventId}`));
    expect([...ids]).toEqual([`${again.body.tenantId} ${again.body.tenantId}/admin/TenantRequested/1`]);
  });

  test('whose publication failed is published by the same key, for the same tenant', async () => {
    const body = request();
    const key = randomUUID();
    await failNext('events', 'PutEvents', body.domain);
    expect(await post(body, key)).toMatchObject({ status: 500, body: { type: 'urn:tenantry:problem:aws-refused' } });
    expect(await deployment.published(0)).toEqual([]);
    const items = await deployment.itemCount();
    const { status, body: answer } = await post(body, key);
    expect(status).toBe(202);
    expect(await deployment.published(1)).toMatchObject([{ detail: { tenantId: answer.tenantId } }]);
    expect(await deployment.itemCount()).toBe(items + 1); // the remembered answer
  });

  test('with a key that was used for another request is refused', async () => {
    const key = randomUUID();
    await post(request(), key);
    expect(await post(request(), key)).toMatchObject({ status: 422, body: { errors: [{ field: 'header Idempotency-Key' }] } });
    await deployment.published(1);
  });

  test('that is refused creates nothing and publishes nothing', async () => {
    const taken = request({ cidr: '10.65.0.0/20' });
    await post(taken);
    await deployment.published(1);
    const before = await deployment.itemCount();
    for (const [status, body, field] of [
      [409, { ...request(), domain: taken.domain }, '/domain'],
      [409, request({ cidr: '10.65.8.0/21' }), '/cidr'],
      [400, request({ cidr: '10.250.0.0/20' }), '/cidr'],
      [400, request({ domain: 'superadmin.app.localhost' }), '/domain'],
      [400, 'no JSON', '/'],
    ] as const) {
      const answer = await post(body);
      expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } });
      expect(answer.body.errors).toContainEqual({ field, problem: expect.any(String), fix: expect.any(String) });
    }
    expect(await post('x'.repeat(20_000))).toMatchObject({ status: 413 });
    expect(await api('POST /tenants', { body: request() })).toMatchObject({ status: 400, body: { errors: [{ problem: 'missing' }] } });
    expect(await api('POST /tenants', { body: request(), key: 'k', groups: '[operator]' })).toMatchObject({ status: 403 });
    expect(await deployment.published(0)).toEqual([]);
    expect(await deployment.itemCount()).toBe(before);
  });

  test('of two at once for one domain one wins, and the other leaves nothing', async () => {
    const body = request();
    const before = await deployment.itemCount();
    const answers = await Promise.all([post(body), post(body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(await deployment.published(1)).toHaveLength(1);
    expect(await deployment.itemCount()).toBe(before + 5); // tenant, slug, domain, key, remembered answer
  });
});

describe('PATCH /tenants/{id}/variables', () => {
  test('publishes all variables once, and again only when the bus has not heard of it', async () => {
    const id = String((await post(request({ variables: { APP_A: '1', APP_B: '1' } }))).body.tenantId);
    await deployment.published(1);
    const patch = (body: unknown) => api('PATCH /tenants/{id}/variables', { id, body, groups: '[operator]' });
    await failNext('events', 'PutEvents', `${id}/admin/TenantVariablesChanged/1`);
    expect(await patch({ APP_A: null, APP_C: '1' })).toMatchObject({ status: 500 });
    expect(await patch({ APP_A: null, APP_C: '1' })).toMatchObject({ status: 202, body: { variables: { APP_B: '1', APP_C: '1' } } });
    const [changed, ...more] = await deployment.published(1);
    expect(more).toEqual([]);
    expect(changed?.detail).toMatchObject({ eventId: `${id}/admin/TenantVariablesChanged/1`, variables: { APP_B: '1', APP_C: '1' } });
    const envelope = { source: 'tenantry.admin', 'detail-type': 'TenantVariablesChanged', detail: changed?.detail };
    await project(envelope as never, context);
    expect(await patch({ APP_C: '1' })).toMatchObject({ status: 202 });
    expect(await deployment.published(0)).toEqual([]);
    await Promise.all([patch({ APP_D: '1' }), patch({ APP_E: '1' })]);
    expect(await api('GET /tenants/{id}', { id })).toMatchObject({
      body: { configuration: { variables: { APP_B: '1', APP_C: '1', APP_D: '1', APP_E: '1' } } },
    });
    await deployment.published(2);
  });
});

describe('PATCH /tenants/{id}', () => {
  test('publishes name and plan as they are from then on, each change once, and lists and details say so', async () => {
    const id = String((await post(request({ name: 'Before' }))).body.tenantId);
    await deployment.published(1);
    const patch = (body: unknown, groups = '[admin]') => api('PATCH /tenants/{id}', { id, body, groups });
    expect(await patch({ plan: 'large' }, '[operator]')).toMatchObject({ status: 403 });
    expect(await patch({ plan: 'gold' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/plan', fix: expect.stringContaining('large') }] },
    });
    expect(await patch({ name: 'After' })).toMatchObject({ status: 202, body: { name: 'After', plan: 'standard' } });
    expect(await patch({ plan: 'large' })).toMatchObject({ status: 202, body: { name: 'After', plan: 'large' } });
    const published = await deployment.published(2);
    expect(published.map(({ name, detail }) => [name, detail.name, detail.plan])).toEqual([
      ['TenantChanged', 'After', 'standard'],
      ['TenantChanged', 'After', 'large'],
    ]);
    for (const { detail } of published) {
      await project({ source: 'tenantry.admin', 'detail-type': 'TenantChanged', detail } as never, context);
    }
    expect(await patch({ plan: 'large' })).toMatchObject({ status: 202 });
    expect(await deployment.published(0)).toEqual([]);
    expect(await api('GET /tenants/{id}', { id })).toMatchObject({ body: { name: 'After', plan: 'large' } });
  });
});

describe('POST /tenants/{id}/retry', () => {
  test('asks one stage to try again, and says who asked', async () => {
    const id = String((await post(request())).body.tenantId);
    await deployment.published(1);
    expect(await api('POST /tenants/{id}/retry', { id, body: { stage: 'network' }, key: 'again' })).toMatchObject({ status: 202 });
    expect(await deployment.published(1)).toMatchObject([
      {
        name: 'StageRetryRequested',
        detail: {
          stage: 'network',
          requestedBy: 'user-1',
          requestedByName: 'a@b.example',
          eventId: expect.stringMatching(`^${id}/admin/StageRetryRequested/[0-9a-f]{32}$`),
        },
      },
    ]);
    expect(await api('POST /tenants/{id}/retry', { id, body: { stage: 'admin' } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/stage' }] },
    });
  });
});

describe('GET /tenants', () => {
  test('lists newest first, page by page, and refuses a cursor that is none', async () => {
    const ids: unknown[] = [];
    for (let cursor: string | undefined; ; ) {
      const { body } = await api('GET /tenants', { query: { limit: '3', ...(cursor ? { cursor } : {}) } });
      const page = body as { tenants: { tenantId: string }[]; cursor?: string };
      ids.push(...page.tenants.map(({ tenantId }) => tenantId));
      cursor = page.cursor;
      if (!cursor) break;
    }
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(ids.length).toBeGreaterThan(3);
    expect(await api('GET /tenants', { query: { cursor: 'x' } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'query cursor' }] },
    });
  });
});
