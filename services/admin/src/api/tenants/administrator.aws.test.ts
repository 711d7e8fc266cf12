import { beforeAll, expect, test } from '@jest/globals';
import { type Deployment, deploy } from '../../testing/deployment.ts';
import { api, hear, tenant, tenantReady } from '../../testing/tenants.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await deploy();
});
const ask = (id: string, body: object, groups?: string) =>
  api('POST /tenants/{id}/administrator', { id, body, ...(groups ? { groups } : {}) });
const emailOf = async (id: string) => (await api('GET /tenants/{id}', { id })).body.adminEmail;

test('the same administrator is invited again, each time by another invitation', async () => {
  const { id } = await tenant(deployment, tenantReady);
  const body = { reason: 'the mail was lost' };
  for (const _ of [1, 2]) expect(await ask(id, body, '[operator]')).toMatchObject({ status: 202 });
  const asked = await deployment.published(2);
  const invitations = asked.map(({ detail }) => (detail.administrator as { invitation: string; email: string }).invitation);
  expect(new Set(invitations).size).toBe(2);
  expect(asked[0]).toMatchObject({ name: 'InvitationRequested', detail: { administrator: { email: 'it@mercy.example' } } });
});

test('another administrator needs an admin and the slug typed, is shown from then on, and is in no line of the audit', async () => {
  const { id, slug } = await tenant(deployment, tenantReady);
  const body = { reason: 'has left', email: 'bob@mercy.example', confirm: slug };
  expect(await ask(id, body, '[operator]')).toMatchObject({ status: 403 });
  expect(await ask(id, { ...body, confirm: 'another' })).toMatchObject({ status: 409, body: { errors: [{ field: '/confirm' }] } });
  expect(await ask(id, { ...body, email: 'nobody' })).toMatchObject({ status: 400, body: { errors: [{ field: '/email' }] } });
  expect(await deployment.published(0)).toEqual([]);
  expect(await ask(id, body)).toMatchObject({ status: 202 });
  const [asked] = await deployment.published(1);
  await hear(id, 'admin', 'InvitationRequested', asked?.detail ?? {});
  expect(await emailOf(id)).toBe('bob@mercy.example');
  expect(JSON.stringify((await api('GET /audit', { query: { tenantId: id } })).body)).not.toContain('bob@');
});

test('nobody is invited to a tenant that goes, and its tombstone names nobody', async () => {
  const { id, slug } = await tenant(deployment, tenantReady);
  await ask(id, { reason: 'has left', email: 'bob@mercy.example', confirm: slug });
  await hear(id, 'admin', 'InvitationRequested', (await deployment.published(1))[0]?.detail ?? {});
  await hear(id, 'offboard', 'TenantOffboarding', { reason: 'contract ended', export: false, rolledBack: false });
  expect(await ask(id, { reason: 'too late' })).toMatchObject({ status: 409, body: { type: 'urn:tenantry:problem:tenant-offboarding' } });
  await hear(id, 'offboard', 'TenantOffboarded', { leftovers: 0, slug, closing: { state: 'closed' } });
  expect(await emailOf(id)).toBe('');
});
