import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { MERCY, summary } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const ID = '01JDQ7XW5T6V8N2M4K3H9G1F0E';
const subscription = {
  id: ID,
  channel: 'webhook' as const,
  name: 'Pager',
  target: 'pager.example.com',
  types: ['TenantReady'],
  state: 'active' as const,
  createdAt: '2026-11-29T01:00:00Z',
  parked: 2,
};
const delivery = {
  id: '01JDQ7XW5T6V8N2M4K3H9G1F0F',
  type: 'Test',
  at: '2026-11-29T01:00:00Z',
  state: 'failed' as const,
  attempts: 1,
  last: { at: '2026-11-29T01:00:00Z', status: 410, problem: 'the receiver answered 410' },
};
const answers = {
  'GET /tenants': () => ({ tenants: [summary()] }),
  'GET /notifications': () => ({ subscriptions: [subscription] }),
  'POST /notifications': () => ({ subscription: { ...subscription, parked: 0 }, secret: 'whsec_c2VjcmV0' }),
  'PATCH /notifications/{notification}': () => ({ subscription }),
  'DELETE /notifications/{notification}': () => ({ id: ID }),
  'POST /notifications/{notification}/test': () => delivery,
  'GET /notifications/{notification}/deliveries': () => ({ deliveries: [{ ...delivery, state: 'parked' as const }] }),
  'POST /notifications/{notification}/deliveries/{delivery}/resend': () => ({ ...delivery, state: 'pending' as const }),
};
const run = (...args: string[]) => terminal(answers).tenantry('notifications', ...args);

describe('notifications', () => {
  test('list: where to and in which state, and never the address', async () => {
    expect((await run('list')).out).toMatch(/Pager +webhook pager.example.com +active, 2 parked +all +TenantReady/);
  });

  test('add: one place, of one tenant, and the secret once', async () => {
    const { code, out } = await run(
      'add',
      'Pager',
      '--webhook',
      'https://pager.example.com/x',
      '--tenant',
      'mercy',
      '--events',
      'TenantReady',
    );
    expect([code, out]).toEqual([0, expect.stringMatching(/secret +whsec_c2VjcmV0/)]);
    expect(taken('POST /notifications')).toMatchObject([
      { body: { channel: 'webhook', name: 'Pager', types: ['TenantReady'], tenantId: MERCY, url: 'https://pager.example.com/x' } },
    ]);
    for (const places of [[], ['--email', 'a@b.example', '--slack', 'https://hooks.slack.com/x']])
      expect((await run('add', 'Pager', ...places)).code).toBe(2);
  });

  test('test: fails where the test did, and says why', async () => {
    const { code, out } = await run('test', 'Pager');
    expect([code, out]).toEqual([8, expect.stringContaining('the receiver answered 410')]);
  });

  test('deliveries, resend, change and remove name it by its name or id', async () => {
    expect((await run('deliveries', 'Pager')).out).toContain('parked');
    expect((await run('resend', ID.toLowerCase(), delivery.id)).out).toContain('pending');
    expect(taken('POST /notifications/{notification}/deliveries/{delivery}/resend')).toMatchObject([
      { path: { notification: ID, delivery: delivery.id } },
    ]);
    expect((await run('change', 'Pager', '--name', 'Pager 2')).code).toBe(0);
    expect((await run('change', 'Pager')).code).toBe(2);
    expect((await run('remove', 'Pager', '--yes')).out).toContain('removed');
    expect((await run('remove', 'Nobody', '--yes')).code).toBe(4);
  });
});
