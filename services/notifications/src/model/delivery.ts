import type { DeliveryShown } from '@tenantry/shared/domain/notifications';
import type { Notice } from './notice.ts';

/** How an attempt ended. `problem` is for people: it never holds an address. */
export type Outcome =
  | { readonly isTaken: true; readonly status?: number }
  | { readonly isTaken: false; readonly status?: number; readonly problem: string };

/** One notice on its way to one subscription. */
export interface Delivery {
  readonly id: string;
  readonly subscription: string;
  readonly notice: Notice;
  readonly state: DeliveryShown['state'];
  /** Attempts that have ended. A message of the queue that names another number is an old one. */
  readonly attempts: number;
  /** Those of them since `since`. */
  readonly tries: number;
  /** When it was first tried, or sent again by a person: it is retried for three days from then on. Epoch milliseconds. */
  readonly since: number;
  /** Not before. Epoch milliseconds. */
  readonly nextAt: number;
  readonly last?: DeliveryShown['last'];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Milliseconds between attempts, as Standard Webhooks propose; the last one is made when three days are over. */
const WAITS = [5_000, 30_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR];
export const RETRIED_FOR = 72 * HOUR;

/** @param now epoch milliseconds */
export const begun = (id: string, subscription: string, notice: Notice, now: number): Delivery => ({
  id,
  subscription,
  notice,
  state: 'pending',
  attempts: 0,
  tries: 0,
  since: now,
  nextAt: now,
});

/** What an attempt makes of a delivery: delivered, tried again later, or parked after three days. A test is tried once. Pure. */
export const attempted = (delivery: Delivery, outcome: Outcome, now: number): Delivery => {
  const { isTaken: _, ...result } = outcome;
  const after = {
    ...delivery,
    attempts: delivery.attempts + 1,
    tries: delivery.tries + 1,
    last: { at: new Date(now).toISOString(), ...result },
  };
  if (outcome.isTaken) return { ...after, state: 'delivered' };
  if (delivery.notice.type === 'Test') return { ...after, state: 'failed' };
  const ends = delivery.since + RETRIED_FOR;
  if (now >= ends) return { ...after, state: 'parked' };
  return { ...after, nextAt: Math.min(now + (WAITS[delivery.tries] ?? RETRIED_FOR), ends) };
};

/** Sent again by a person: for three days more. Pure. */
export const again = (delivery: Delivery, now: number): Delivery => ({
  ...delivery,
  state: 'pending',
  tries: 0,
  since: now,
  nextAt: now,
});

export const shownDelivery = ({ id, notice, state, attempts, nextAt, last }: Delivery): DeliveryShown => ({
  id,
  type: notice.type,
  ...(notice.tenantId ? { tenantId: notice.tenantId } : {}),
  at: notice.at,
  state,
  attempts,
  ...(state === 'pending' ? { nextAt: new Date(nextAt).toISOString() } : {}),
  ...(last ? { last } : {}),
});
