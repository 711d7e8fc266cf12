import { describe, expect, test } from '@jest/globals';
import { again, attempted, begun, type Delivery, RETRIED_FOR, shownDelivery } from './delivery.ts';
import { type Notice, testNotice } from './notice.ts';

const NOW = Date.parse('2026-11-29T03:00:00Z');
const notice: Notice = { type: 'TenantReady', at: '2026-11-29T02:59:59.000Z', eventId: 'e', tenantId: 't', data: {} };
const refused = { isTaken: false, status: 500, problem: 'the receiver answered 500' } as const;

/** Attempts, each when it is due, until nothing more is tried. */
const untilOver = (from: Delivery, outcomeOf: (attempt: number) => Parameters<typeof attempted>[1]) => {
  const times: number[] = [];
  let [delivery, now] = [from, from.nextAt];
  while (delivery.state === 'pending') {
    now = Math.max(now, delivery.nextAt);
    times.push((now - NOW) / 1000);
    delivery = attempted(delivery, outcomeOf(delivery.attempts), now);
  }
  return { delivery, times };
};

describe('a delivery', () => {
  test('of 500 twice, then 200, is delivered by the third attempt', () => {
    const { delivery, times } = untilOver(begun('d', 's', notice, NOW), (n) => (n < 2 ? refused : { isTaken: true, status: 200 }));
    expect([delivery.state, times]).toEqual(['delivered', [0, 5, 35]]);
  });

  test('that nobody takes is tried for three days, the last time at their end, and then parked', () => {
    const { delivery, times } = untilOver(begun('d', 's', notice, NOW), () => refused);
    expect(delivery.state).toBe('parked');
    expect(times.at(-1)).toBe(RETRIED_FOR / 1000);
    expect(times).toHaveLength(11);
    const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    expect(waits.slice(0, -1)).toEqual([...waits.slice(0, -1)].sort((a, b) => a - b));
    expect(shownDelivery(delivery)).toMatchObject({ state: 'parked', attempts: 11, last: { status: 500, problem: refused.problem } });
  });

  test('that was parked and is sent again is the same one, and is tried for three days more', () => {
    const { delivery: parked } = untilOver(begun('d', 's', notice, NOW), () => refused);
    const later = NOW + 10 * RETRIED_FOR;
    const next = again(parked, later);
    expect([next.id, next.notice]).toEqual([parked.id, parked.notice]);
    const { delivery, times } = untilOver(next, () => refused);
    expect([delivery.state, times.at(-1)]).toEqual(['parked', (later - NOW + RETRIED_FOR) / 1000]);
  });

  test('of a test is tried once', () => {
    const { delivery } = untilOver(begun('d', 's', testNotice('e', notice.at), NOW), () => refused);
    expect([delivery.state, delivery.attempts]).toEqual(['failed', 1]);
  });
});
