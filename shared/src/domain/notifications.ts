import { text } from '@tenantry/events-schema/text';
import { z } from 'zod';
import { serviceName } from './names.ts';

export const NOTIFICATIONS = 'notifications';
/** The function that the admin service asks: it alone knows addresses and secrets. */
export const manageFunctionName = (deployment: string): string => serviceName(deployment, `${NOTIFICATIONS}-manage`);

/** The topic of an e-mail subscription. */
export const mailTopicName = (deployment: string, id: string): string => serviceName(deployment, `${NOTIFICATIONS}-${id}`);
/** Begins the SSM parameters with the addresses and secrets of subscriptions. */
export const addressParameter = (deployment: string, id: string): string => `/tenantry/${deployment}/notifications/${id}`;

export const CHANNELS = ['webhook', 'slack', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Events of tenants that somebody can be notified of, in the order of a tenant's life. */
export const NOTIFIED = [
  'TenantAttentionRaised',
  'TenantAttentionCleared',
  'TenantRequested',
  'TenantReady',
  'SuspensionChanged',
  'IsolationChanged',
  'TenantOffboarding',
  'TenantOffboarded',
  'AccountClosed',
  'ErasureCertified',
] as const;
export type NotifiedType = (typeof NOTIFIED)[number];

const time = z.iso.datetime().describe('ISO 8601, UTC.');
const id = z.ulid();
const types = z
  .array(z.enum(NOTIFIED))
  .min(1)
  .max(NOTIFIED.length)
  .describe(`Events that it is sent: ${NOTIFIED.join(', ')}. More may follow.`);
const label = text(1, 80).describe('What people call it.');
const url = text(1, 2048);

/** A subscription, as it is shown: never its address. */
export const SubscriptionShown = z.object({
  id: z.string(),
  channel: z.enum(CHANNELS).describe('webhook, slack or email.'),
  name: z.string(),
  target: z.string().describe('The host of its address; of an e-mail address, its first letter and its domain.'),
  types: z.array(z.string()),
  tenantId: z.string().optional().describe('The only tenant that it is about; absent where it is about all.'),
  state: z
    .enum(['active', 'unconfirmed', 'ended'])
    .describe('unconfirmed: it waits for the confirmation of who owns the e-mail address. ended: its tenant is off-boarded.'),
  createdAt: time,
  parked: z.int().describe('Notifications that nobody took for three days: send them again when the cause is gone.'),
  oldSecretUntil: time.optional().describe('Until then it is signed with the secret before, too.'),
});
export type SubscriptionShown = z.infer<typeof SubscriptionShown>;

export const DeliveryShown = z.object({
  id: z.string().describe('As the header `webhook-id` has it, behind `msg_`: the same for each attempt.'),
  type: z.string().describe('The event, or `Test`.'),
  tenantId: z.string().optional(),
  at: time.describe('When the event happened.'),
  state: z
    .enum(['pending', 'delivered', 'parked', 'failed'])
    .describe('pending: it is tried again. parked: nobody took it for three days. failed: a test that nobody took.'),
  attempts: z.int(),
  nextAt: time.optional().describe('When it is tried again.'),
  last: z
    .object({
      at: time,
      status: z.int().optional().describe('What the receiver answered.'),
      problem: z.string().optional().describe('Why it is not delivered.'),
    })
    .optional()
    .describe('The last attempt.'),
});
export type DeliveryShown = z.infer<typeof DeliveryShown>;

/** What a new subscription says. */
export const newSubscription = {
  channel: z
    .enum(CHANNELS)
    .describe('webhook: signed as Standard Webhooks say. slack: an incoming webhook of Slack. email: by Amazon SNS.'),
  name: label,
  types,
  tenantId: z.ulid().optional().describe('Only of this tenant; of all when absent. Ends with its off-boarding.'),
  url: url.optional().describe('Of webhook and slack: https. A secret, shown to nobody afterwards.'),
  email: z.email().max(128).optional().describe('Of email.'),
};
/** What of it can be changed. */
export const subscriptionChange = {
  name: label.optional(),
  types: types.optional(),
  url: newSubscription.url,
  rotateSecret: z
    .boolean()
    .optional()
    .describe('Of webhook: makes another secret, shown once. For a day notifications are signed with both.'),
};

/** What the admin service asks. */
export const NotificationsRequest = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('list') }),
  z.strictObject({ ask: z.literal('add'), ...newSubscription }),
  z.strictObject({ ask: z.literal('change'), id, ...subscriptionChange }),
  z.strictObject({ ask: z.literal('remove'), id }),
  z.strictObject({ ask: z.literal('test'), id }),
  z.strictObject({ ask: z.literal('deliveries'), id, limit: z.int().min(1).max(100), before: id.optional() }),
  z.strictObject({ ask: z.literal('resend'), id, delivery: id }),
]);
export type NotificationsRequest = z.infer<typeof NotificationsRequest>;

export const NotificationsAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('listed'), subscriptions: z.array(SubscriptionShown) }),
  z.object({ outcome: z.literal('saved'), subscription: SubscriptionShown, secret: z.string().optional() }),
  z.object({ outcome: z.literal('removed') }),
  z.object({ outcome: z.literal('delivery'), delivery: DeliveryShown }),
  z.object({ outcome: z.literal('deliveries'), deliveries: z.array(DeliveryShown), before: z.string().optional() }),
  z.object({ outcome: z.literal('unknown'), what: z.enum(['subscription', 'delivery']) }),
  z.object({ outcome: z.literal('refused'), field: z.string(), problem: z.string(), fix: z.string() }),
  z.object({ outcome: z.literal('conflict'), because: z.enum(['too-many', 'ended']), problem: z.string() }),
]);
export type NotificationsAnswer = z.infer<typeof NotificationsAnswer>;
