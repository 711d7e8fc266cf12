import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ROUTES } from '../contract/routes.ts';
import { type Deployment, deploy } from '../testing/deployment.ts';
import { api, hear, tenant, tenantReady } from '../testing/tenants.ts';

/** What operators do with tenants, up to what the bus is given, and what is kept of it. */
let deployment: Deployment;
beforeAll(async () => {
  deployment = await deploy();
});
const lines = async (tenantId: string) =>
  ((await api('GET /audit', { query: { tenantId } })).body as { lines: Record<string, unknown>[] }).lines.filter(
    ({ action }) => action !== 'POST /tenants',
  );

describe('off-boarding', () => {
  test('needs the slug typed and a reason, and is asked for once', async () => {
    const { id, slug } = await tenant(deployment, tenantReady);
    const offboard = (confirm: string) => api('POST /tenants/{id}/offboard', { id, body: { confirm, reason: 'contract ended' } });
    expect(await offboard('another')).toMatchObject({
      status: 409,
      body: { errors: [{ field: '/confirm', fix: expect.stringContaining(slug) }] },
    });
    expect(await api('POST /tenants/{id}/offboard', { id, body: { confirm: slug } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: '/reason' }] },
    });
    expect(await deployment.published(0)).toEqual([]);
    expect(await offboard(slug)).toMatchObject({ status: 202 });
    const [asked] = await deployment.published(1);
    expect(asked).toMatchObject({
      name: 'OffboardRequested',
      detail: {
        eventId: `${id}/admin/OffboardRequested/1`,
        requestedBy: 'user-1',
        requestedByName: 'a@b.example',
        reason: 'contract ended',
        export: true,
      },
    });
    await hear(id, 'admin', 'OffboardRequested', asked?.detail ?? {});
    expect(await offboard(slug)).toMatchObject({ status: 409 });
    expect(await api('GET /tenants/{id}', { id })).toMatchObject({
      body: {
        state: 'offboarding',
        actions: ['retry', 'replay'],
        offboarding: { requestedBy: 'user-1', requestedByName: 'a@b.example', reason: 'contract ended', export: true },
      },
    });
  });

  test('of a tenant that never was live is a cancellation, and of any other is none', async () => {
    const [young, live] = [await tenant(deployment), await tenant(deployment, tenantReady)];
    const cancel = (id: string) => api('POST /tenants/{id}/cancel', { id, body: { reason: 'a typing mistake' } });
    expect(await cancel(live.id)).toMatchObject({ status: 409, body: { type: 'urn:tenantry:problem:tenant-was-live' } });
    expect(await cancel(young.id)).toMatchObject({ status: 202 });
    expect(await deployment.published(1)).toMatchObject([{ name: 'OffboardRequested', detail: { tenantId: young.id, export: false } }]);
  });
});

describe('the audit', () => {
  test('has a line of everything that was asked for, done or refused', async () => {
    const { id } = await tenant(deployment);
    await api('PATCH /tenants/{id}/variables', { id, body: { APP_TOKEN: 'hidden' }, groups: '[operator]' });
    await api('POST /tenants/{id}/retry', { id, body: { stage: 'edge' } });
    await api('POST /tenants/{id}/offboard', { id, body: { confirm: 'no', reason: 'wrong tenant' } });
    await api('POST /tenants/{id}/isolation', { id, body: { confirm: 'no', reason: 'secret' }, groups: '[viewer]' });
    await deployment.published(2);
    const found = await lines(id);
    expect(found.map(({ action, outcome, status, target, reason }) => [action, outcome, status, target, reason])).toEqual([
      ['POST /tenants/{id}/isolation', 'refused', 403, undefined, undefined],
      ['POST /tenants/{id}/offboard', 'refused', 409, undefined, 'wrong tenant'],
      ['POST /tenants/{id}/retry', 'done', 202, 'edge', undefined],
      ['PATCH /tenants/{id}/variables', 'done', 202, undefined, undefined],
    ]);
    expect(JSON.stringify(found)).not.toContain('hidden');
  });

  test('is written by every route that changes anything, and by no other', async () => {
    const { id } = await tenant(deployment);
    const before = await deployment.auditCount();
    let expected = 0;
    for (const [route, { mutates, body }] of Object.entries(ROUTES as Record<string, { mutates: boolean; body?: unknown }>)) {
      const answer = await api(route, {
        id,
        path: pathOf(route, {
          id,
          queue: 'none',
          messageId: 'none',
          login: 'person_00000000_000000000000',
          person: 'nobody',
          ...NOTIFICATION,
        }),
        key: randomUUID(),
        ...(body ? { body: BODIES[route] } : {}),
      });
      expect([route, answer.status]).not.toEqual([route, 400]);
      if (mutates) expected++;
      expect([route, (await deployment.auditCount()) - before]).toEqual([route, expected]);
    }
    await deployment.published(4);
  });
  const pathOf = (route: string, parts: Readonly<Record<string, string>>) =>
    Object.fromEntries([...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, parts[name] ?? '']));
  const NOTIFICATION = { notification: '01JD0000000000000000000000', delivery: '01JD0000000000000000000001' };
  const reason = 'because a test says so';
  const window = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
  const BODIES: Readonly<Record<string, unknown>> = {
    'POST /tenants': { name: 'Audited', adminEmail: 'it@mercy.example', plan: 'standard' },
    'PATCH /tenants/{id}/variables': { APP_A: '1' },
    'POST /tenants/{id}/retry': { stage: 'dns' },
    'POST /tenants/{id}/drift-checks': {},
    'POST /tenants/{id}/cancel': { reason },
    'POST /tenants/{id}/offboard': { confirm: 'no', reason },
    'PATCH /tenants/{id}': { name: 'Audited too' },
    'POST /tenants/{id}/administrator': { reason },
    'POST /tenants/{id}/suspension': { confirm: 'no', reason },
    'POST /tenants/{id}/suspension/end': { confirm: 'no', reason },
    'POST /tenants/{id}/attention': { handling: 'acknowledged', reason },
    'POST /tenants/{id}/export-downloads': { reason },
    'POST /tenants/{id}/isolation': { confirm: 'no', reason },
    'POST /tenants/{id}/isolation/end': { confirm: 'no', reason },
    'POST /tenants/{id}/database-logins': { reason },
    'POST /tenants/{id}/database-logins/{login}/revoke': { reason },
    'POST /notifications': { channel: 'webhook', name: 'Pager', types: ['TenantReady'], url: 'https://pager.example.com/secret' },
    'PATCH /notifications/{notification}': { name: 'Pager too' },
    'POST /plan': {},
    'POST /people': { email: 'audited@app.example', group: 'viewer', reason },
    'PATCH /people/{person}': { group: 'viewer', reason },
    'POST /people/{person}/removal': { reason },
    'POST /replays': { tenantId: '01JD0000000000000000000000', ...window, reason },
    'POST /replays/preview': window,
    'POST /dead-letters/redrive': { reason, letters: [{ queue: 'network', messageId: 'x' }] },
    'POST /dead-letters/discard': { reason, letters: [{ queue: 'network', messageId: 'x' }] },
    'POST /dead-letters/{queue}/{messageId}/redrive': { reason },
    'POST /dead-letters/{queue}/{messageId}/discard': { reason },
  };
});
