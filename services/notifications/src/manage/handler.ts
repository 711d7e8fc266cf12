import { type NotificationsAnswer, NotificationsRequest } from '@tenantry/shared/domain/notifications';
import { lambda, workFor } from '@tenantry/shared/function/lambda';
import { ulid } from 'ulid';
import { attempt, wake } from '../deliver/attempt.ts';
import { remove } from '../deliver/hear.ts';
import { again, begun, type Delivery, shownDelivery } from '../model/delivery.ts';
import { testNotice } from '../model/notice.ts';
import type { Subscription } from '../model/subscription.ts';
import { createDelivery, deliveriesOf, findDelivery, settleDelivery } from '../table/deliveries.ts';
import { findSubscription } from '../table/subscriptions.ts';
import { add } from './add.ts';
import { change } from './change.ts';
import { listed } from './listed.ts';

type Asked<A extends NotificationsRequest['ask']> = Extract<NotificationsRequest, { readonly ask: A }>;

/** What the admin service asks of subscriptions and deliveries. It alone may invoke this function, and has checked who asks. */
export const main = lambda<unknown, NotificationsAnswer>(async (event) => {
  const request = NotificationsRequest.parse(event);
  const now = Date.now();
  if (request.ask === 'list') return { outcome: 'listed', subscriptions: [...(await listed())] };
  if (request.ask === 'add') return add(request, now);
  workFor({ subscription: request.id });
  const subscription = await findSubscription(request.id);
  if (!subscription) return { outcome: 'unknown', what: 'subscription' };
  switch (request.ask) {
    case 'change':
      return change(subscription, request, now);
    case 'remove':
      await remove(subscription);
      return { outcome: 'removed' };
    case 'test':
      return test(subscription, now);
    case 'deliveries':
      return page(subscription, request);
    case 'resend':
      return resend(subscription, request, now);
  }
});

/** Sends a test at once: who asked wants to see how it went. */
const test = async (subscription: Subscription, now: number): Promise<NotificationsAnswer> => {
  const id = ulid(now);
  const delivery = begun(id, subscription.id, testNotice(`test/${id}`, new Date(now).toISOString(), subscription.tenantId), now);
  await createDelivery(delivery, now);
  return answered(await attempt(delivery, now));
};

const page = async ({ id }: Subscription, { limit, before }: Asked<'deliveries'>): Promise<NotificationsAnswer> => {
  const found = await deliveriesOf(id, limit, before);
  const last = found.length === limit ? found.at(-1)?.id : undefined;
  return { outcome: 'deliveries', deliveries: found.map(shownDelivery), ...(last ? { before: last } : {}) };
};

/** Sends again what nobody took, or what its receiver lost: by the same id, and for three days more. */
const resend = async ({ id, endedAt }: Subscription, { delivery }: Asked<'resend'>, now: number): Promise<NotificationsAnswer> => {
  if (endedAt) return { outcome: 'conflict', because: 'ended', problem: 'The subscription has ended: its tenant is off-boarded.' };
  const found = await findDelivery(id, delivery);
  if (!found) return { outcome: 'unknown', what: 'delivery' };
  const next = again(found, now);
  await settleDelivery(next, now);
  await wake(next, now);
  return answered(next);
};

const answered = (delivery: Delivery | undefined): NotificationsAnswer =>
  delivery ? { outcome: 'delivery', delivery: shownDelivery(delivery) } : { outcome: 'unknown', what: 'subscription' };
