import { DeliveryShown, NOTIFIED, newSubscription, SubscriptionShown, subscriptionChange } from '@tenantry/shared/domain/notifications';
import { z } from 'zod';
import { named, nextCursor, page } from './fields.ts';
import type { RouteDefinition } from './route.ts';

const id = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'not an id of notifications')
  .describe('A ULID.');
const one = z.strictObject({ notification: id.describe('Of the subscription.') });
const delivery = one.extend({ delivery: id.describe('Of the delivery.') });

export const Subscription = named('Subscription', 'Who is told what. Its address is shown to nobody.', SubscriptionShown);
export type Subscription = z.infer<typeof Subscription>;
export const Delivery = named('Delivery', 'A notification on its way, or what became of it.', DeliveryShown);
export type Delivery = z.infer<typeof Delivery>;

const saved = named(
  'SubscriptionSaved',
  'A subscription, with its new secret where it got one: shown once.',
  z.object({
    subscription: Subscription,
    secret: z.string().optional().describe('`whsec_…`: the receiver verifies signatures with it (Standard Webhooks).'),
  }),
);

export const notificationRoutes = {
  'GET /notifications': {
    tag: 'notifications',
    summary: 'Lists who is told what: e-mail, Slack, webhooks',
    group: 'viewer',
    mutates: false,
    status: 200,
    answer: named('Subscriptions', 'Subscriptions, the newest first.', z.object({ subscriptions: z.array(Subscription) })),
  },
  'POST /notifications': {
    tag: 'notifications',
    summary: 'Subscribes an e-mail address, a channel of Slack or a webhook',
    description: `Events: ${NOTIFIED.join(', ')}. An e-mail address is told nothing until its owner has confirmed it. Addresses that are not on the public internet are refused.`,
    group: 'admin',
    mutates: true,
    body: named('NewSubscription', 'Whom to tell what.', z.strictObject(newSubscription)),
    status: 200,
    answer: saved,
    problems: [409],
  },
  'PATCH /notifications/{notification}': {
    tag: 'notifications',
    summary: 'Changes a subscription, or gives it another secret',
    group: 'admin',
    mutates: true,
    path: one,
    body: named('SubscriptionChange', 'What is given is changed.', z.strictObject(subscriptionChange)),
    status: 200,
    answer: saved,
  },
  'DELETE /notifications/{notification}': {
    tag: 'notifications',
    summary: 'Removes a subscription, with its address and secrets',
    group: 'admin',
    mutates: true,
    path: one,
    status: 200,
    answer: named('SubscriptionRemoved', 'It is gone.', z.object({ id: z.string() })),
  },
  'POST /notifications/{notification}/test': {
    tag: 'notifications',
    summary: 'Sends a test at once, and says how it went',
    group: 'operator',
    mutates: true,
    path: one,
    status: 200,
    answer: Delivery,
  },
  'GET /notifications/{notification}/deliveries': {
    tag: 'notifications',
    summary: 'Lists what a subscription was told in the last 30 days, newest first',
    group: 'viewer',
    mutates: false,
    path: one,
    query: z.object(page),
    status: 200,
    answer: named('Deliveries', 'A page of deliveries.', z.object({ deliveries: z.array(Delivery), nextCursor })),
  },
  'POST /notifications/{notification}/deliveries/{delivery}/resend': {
    tag: 'notifications',
    summary: 'Sends a notification again, by the same id',
    description: 'It is tried for three days more.',
    group: 'operator',
    mutates: true,
    path: delivery,
    status: 200,
    answer: Delivery,
    problems: [409],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
