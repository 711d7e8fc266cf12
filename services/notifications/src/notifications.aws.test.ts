import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { RETRIED_FOR } from './model/delivery.ts';
import { type Add, type Desk, desk, message } from './testing/desk.ts';
import { verified } from './testing/receiver.ts';

let own: Desk;
beforeAll(async () => {
  own = await desk();
});
afterAll(() => own.pager.close());

describe('a notification', () => {
  test('of 500 twice, then 200, is delivered once, signed, with the name of the tenant', async () => {
    const { id, secret, deliveries, drop } = await own.subscribe();
    const [tenantId, now] = [ulid(), Date.now()];
    await own.heard(message('TenantRequested', tenantId, { name: 'Mercy', slug: 'mercy' }), now);
    const raised = message('TenantAttentionRaised', tenantId);
    // The bus says it twice, and an operator replays it.
    await own.heard(raised, now);
    await own.heard({ ...raised, replayName: 'again' }, now);
    own.pager.answers(500, 500, 200);
    const count = own.pager.received.length;
    expect(await own.untilQuiet(now)).toBe(now + 35_000);
    await own.heard(raised, now);
    const got = own.pager.received.slice(count);
    expect(got).toHaveLength(3);
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const [last] = got.slice(-1);
    expect(verified(secret, last)).toMatchObject({
      type: 'TenantAttentionRaised',
      data: { tenantId, tenantName: 'Mercy', slug: 'mercy' },
    });
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 3, last: { status: 200 }, tenantId }]);
    expect(await own.deployment.wakes(0)).toEqual([]);
    expect(await own.listed(id)).toMatchObject({ target: '127.0.0.1', state: 'active', parked: 0 });
    await drop();
  });

  test('that nobody takes for three days is parked, shown, and sent again by hand, by the same id', async () => {
    const { id, deliveries, drop } = await own.subscribe();
    const now = Date.now();
    own.pager.answers(503);
    await own.heard(message('TenantAttentionRaised', ulid()), now);
    expect(await own.untilQuiet(now)).toBe(now + RETRIED_FOR);
    const [parked] = await deliveries();
    expect(parked).toMatchObject({ state: 'parked', attempts: 11, last: { status: 503, problem: 'the receiver answered 503' } });
    expect(await own.listed(id)).toMatchObject({ parked: 1 });
    own.pager.answers(200);
    const count = own.pager.received.length;
    await own.answer('delivery', { ask: 'resend', id, delivery: parked?.id ?? '' });
    await own.untilQuiet(now + 2 * RETRIED_FOR);
    expect(own.pager.received.slice(count).map(({ headers }) => headers['webhook-id'])).toEqual([`msg_${parked?.id}`]);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 12 }]);
    expect(await own.listed(id)).toMatchObject({ parked: 0 });
    await drop();
  });

  test('is one, whoever works on it at the same time, and an old message does nothing', async () => {
    const { deliveries, drop } = await own.subscribe();
    const now = Date.now();
    own.pager.answers(200);
    await own.heard(message('TenantAttentionRaised', ulid()), now);
    const [wake] = await own.deployment.wakes(1);
    if (!wake) throw new Error('nothing was sent');
    const count = own.pager.received.length;
    const ends = await Promise.allSettled([1, 2, 3].map(() => own.wakened(wake, now)));
    expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    await own.wakened(wake, now);
    expect(own.pager.received).toHaveLength(count + 1);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    await drop();
  });

  test('is tried on request, and says how that went', async () => {
    const { id, drop } = await own.subscribe({ types: ['TenantReady'] });
    own.pager.answers(200, 410);
    expect(await own.answer('delivery', { ask: 'test', id })).toMatchObject({ delivery: { type: 'Test', state: 'delivered' } });
    expect(await own.answer('delivery', { ask: 'test', id })).toMatchObject({
      delivery: { state: 'failed', last: { status: 410, problem: 'the receiver answered 410' } },
    });
    await drop();
  });

  test('of one tenant ends with its off-boarding, which is the last that it says', async () => {
    const tenantId = ulid();
    const types: Add['types'] = ['TenantOffboarded', 'TenantAttentionRaised'];
    const [one, all] = [await own.subscribe({ tenantId, types }), await own.subscribe({ types })];
    const now = Date.now();
    own.pager.answers(200);
    await own.heard(message('TenantRequested', tenantId, { name: 'Charity', slug: 'charity' }), now);
    const at = new Date(now).toISOString();
    await own.heard(message('TenantOffboarded', tenantId, { slug: 'charity', at }), now);
    for (const wake of await own.deployment.wakes(2)) await own.wakened(wake, now);
    expect(own.pager.received.at(-1)?.body).not.toContain('Charity');
    expect([(await one.deliveries()).length, (await all.deliveries()).length]).toEqual([1, 1]);
    expect([await own.listed(one.id), await own.listed(all.id)]).toMatchObject([{ state: 'ended' }, { state: 'active' }]);
    // What comes late names nobody, and tells the ended one nothing.
    await own.heard(message('TenantRequested', tenantId, { name: 'Charity', slug: 'charity' }), now);
    await own.heard(message('TenantAttentionRaised', tenantId), now + 1);
    expect([(await one.deliveries()).length, (await all.deliveries()).length]).toEqual([1, 2]);
    expect(await own.kept()).not.toContain('Charity');
    await own.heard(message('TenantRequested', ulid()), now + RETRIED_FOR + 1);
    expect(await own.listed(one.id)).toBeUndefined();
    await expect(own.parameter(one.id)).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await own.deployment.wakes(1);
    await all.drop();
  });
});
