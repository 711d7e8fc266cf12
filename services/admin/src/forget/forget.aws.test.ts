import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { deadLetterQueueName } from '@tenantry/shared/domain/names';
import { send } from '@tenantry/shared/function/queue';
import { ulid } from 'ulid';
import { documents, tableName } from '../table/items.ts';
import { type Deployment, deploy } from '../testing/deployment.ts';
import { api, hear } from '../testing/tenants.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await deploy();
});

const [address, name, said] = ['ada.lovelace@mercy.example', 'Practice of Ada Lovelace', 'Key (family_name)=(Lovelace)'];
const PEOPLE = [address, name, 'Lovelace', 'a@b.example'];
const items = async () => (await documents().send(new ScanCommand({ TableName: tableName(), ConsistentRead: true }))).Items ?? [];
const people = async () => {
  const all = (await items()).map((item) => JSON.stringify(item, (_, value) => (value instanceof Uint8Array ? '' : value)));
  return PEOPLE.filter((one) => all.some((item) => item.includes(one)));
};
const { tenantId: _, eventId: __, causedBy: ___, at: ____, ...over } = samples.TenantOffboarded;
const failure = { ...samples.StageStalled, message: said };
let id = '';
let requested: Readonly<Record<string, unknown>> = {};
const letter = (tenantId: string) =>
  send(deadLetterQueueName(process.env.STAGE ?? '', 'edge'), JSON.stringify({ detail: { tenantId, address } }), 0);

describe('when the last event of a tenant is heard', () => {
  beforeAll(async () => {
    const body = { name, slug: 'analytical', adminEmail: address, plan: 'standard', variables: { APP_CONTACT: address } };
    id = String((await api('POST /tenants', { body, key: randomUUID() })).body.tenantId);
    requested = (await deployment.published(1))[0]?.detail ?? {};
    await hear(id, 'admin', 'TenantRequested', requested);
    await hear(id, 'stages', 'StageStalled', { ...failure, tenantId: id, eventId: `${id}/x/1` });
    const [raised] = await deployment.published(1);
    await hear(id, 'admin', 'TenantAttentionRaised', raised?.detail ?? {});
    await api('POST /tenants/{id}/cancel', { id, body: { reason: `asked by ${address}` } });
    await hear(id, 'admin', 'OffboardRequested', (await deployment.published(1))[0]?.detail ?? {});
    await letter(id);
    await letter(ulid());
    expect(await people()).toEqual(PEOPLE);
    await hear(id, 'offboard', 'TenantOffboarded', { ...over, slug: 'analytical' });
  });

  test('nothing of its people is left in the table: neither of the tenant, nor of its timeline, nor of the audit', async () => {
    expect(await people()).toEqual([]);
    const { lines } = (await api('GET /audit', { query: { tenantId: id } })).body as { lines: Record<string, unknown>[] };
    expect(lines.map(({ action, by, reason, sourceIp }) => ({ action, by, reason, sourceIp }))).toEqual([
      { action: 'POST /tenants/{id}/cancel', by: 'user-1', reason: 'asked by [address]', sourceIp: undefined },
      { action: 'POST /tenants', by: 'user-1', reason: undefined, sourceIp: undefined },
    ]);
    expect(lines.at(-1)?.request).toEqual({ slug: 'analytical', plan: 'standard', variables: ['APP_CONTACT'] });
  });

  test('its dead letters are discarded, and those of others stay', async () => {
    const letters = await deployment.deadLetters(1, 'edge');
    expect(letters.map(({ body }) => body.includes(id))).toEqual([false]);
  });

  test('says so once, however often it is told', async () => {
    await hear(id, 'offboard', 'TenantOffboarded', { ...over, slug: 'analytical' });
    // Besides that it needs no attention any more.
    const published = (await deployment.published(3)).filter(({ name }) => name !== 'TenantAttentionCleared');
    expect([...new Set(published.map((event) => event.detail.eventId))]).toEqual([`${id}/admin/RecordsErased/1`]);
    expect(published[0]).toMatchObject({
      name: 'RecordsErased',
      detail: { domain: 'analytical.app.localhost', deadLetters: 1, closing: { state: 'queued' }, evidence: over.evidence },
    });
  });

  test('a replay of the past brings nobody back, and slug and domain are free', async () => {
    await hear(id, 'admin', 'TenantRequested', requested);
    await hear(id, 'stages', 'StageStalled', { ...failure, tenantId: id, eventId: `${id}/x/2` });
    expect(await people()).toEqual([]);
    expect((await items()).filter(({ pk }) => /^(SLUG|DOMAIN)#/.test(String(pk)))).toEqual([]);
    await api('GET /tenants/{id}/timeline', { id });
    const shown = (await api('GET /tenants/{id}', { id })).body;
    expect(shown).toMatchObject({ state: 'offboarded', name: 'analytical', adminEmail: '', variables: {} });
  });
});
