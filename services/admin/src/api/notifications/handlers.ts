import { z } from 'zod';
import { fieldsProblem } from '../../problem/problem.ts';
import type { Handler } from '../request/call.ts';
import { askNotifications } from './ask.ts';

export const getSubscriptions: Handler<'GET /notifications'> = async () => {
  const { subscriptions } = await askNotifications({ ask: 'list' }, 'listed');
  return { answer: { subscriptions } };
};

export const postSubscription: Handler<'POST /notifications'> = async ({ body, note }) => {
  const { outcome: _, ...saved } = await askNotifications({ ask: 'add', ...body }, 'saved');
  note({ target: saved.subscription.id });
  return { answer: saved };
};

export const patchSubscription: Handler<'PATCH /notifications/{notification}'> = async ({ path: { notification: id }, body }) => {
  const { outcome: _, ...saved } = await askNotifications({ ask: 'change', id, ...body }, 'saved');
  return { answer: saved };
};

export const deleteSubscription: Handler<'DELETE /notifications/{notification}'> = async ({ path: { notification: id } }) => {
  await askNotifications({ ask: 'remove', id }, 'removed');
  return { answer: { id } };
};

export const postTest: Handler<'POST /notifications/{notification}/test'> = async ({ path: { notification: id } }) => {
  const { delivery } = await askNotifications({ ask: 'test', id }, 'delivery');
  return { answer: delivery };
};

export const getDeliveries: Handler<'GET /notifications/{notification}/deliveries'> = async ({ path, query: { limit, cursor } }) => {
  const before = cursor === undefined ? undefined : beforeOf(cursor);
  const request = { ask: 'deliveries', id: path.notification, limit, ...(before ? { before } : {}) } as const;
  const { deliveries, before: nextCursor } = await askNotifications(request, 'deliveries');
  return { answer: { deliveries, ...(nextCursor ? { nextCursor } : {}) } };
};

/** A page begins behind the last delivery of the one before. @throws Problem 400 */
const beforeOf = (cursor: string): string => {
  const before = z.ulid().safeParse(cursor);
  if (before.success) return before.data;
  const fix = 'Send what the previous page gave, or leave it out.';
  throw fieldsProblem(400, 'cursor-invalid', [{ field: 'query cursor', problem: 'not a cursor of this list', fix }]);
};

export const postResend: Handler<'POST /notifications/{notification}/deliveries/{delivery}/resend'> = async ({
  path: { notification: id, delivery: meant },
}) => {
  const { delivery } = await askNotifications({ ask: 'resend', id, delivery: meant }, 'delivery');
  return { answer: delivery };
};
