import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { ROUTES } from '../../../services/admin/src/contract/routes.ts';
import { deploy } from '../../../services/admin/src/testing/deployment.ts';
import { api, hear } from '../../../services/admin/src/testing/tenants.ts';
import { attack } from '../attack.ts';

const address = 'ada.lovelace@mercy.example';
const { tenantId: _, eventId: __, causedBy: ___, at: ____, ...over } = samples.TenantOffboarded;

attack('people-of-a-tenant-that-is-gone', 'a viewer asks every route for who the people of an off-boarded tenant were', async () => {
  const deployment = await deploy();
  const body = { name: 'Practice of Ada Lovelace', slug: 'gone-by', adminEmail: address, plan: 'standard' };
  const id = String((await api('POST /tenants', { body, key: randomUUID() })).body.tenantId);
  await hear(id, 'admin', 'TenantRequested', (await deployment.published(1))[0]?.detail ?? {});
  const seen = async (): Promise<readonly string[]> => {
    const about = Object.entries(ROUTES).filter(([route, { mutates }]) => !mutates && /^GET \/(tenants|audit|replays)/.test(route));
    const answers = about.map(async ([route]) => {
      const ask = /\{id\}/.test(route) ? { id } : {};
      return [route, JSON.stringify((await api(route, { ...ask, groups: '[viewer]' })).body)] as const;
    });
    return (await Promise.all(answers)).filter(([, answer]) => /lovelace/i.test(answer)).map(([route]) => route);
  };
  expect(await seen()).toEqual(expect.arrayContaining(['GET /tenants', 'GET /tenants/{id}', 'GET /tenants/{id}/timeline', 'GET /audit']));
  await hear(id, 'offboard', 'TenantOffboarded', { ...over, slug: 'gone-by' });
  expect(await seen()).toEqual([]);
});
