import { randomBytes } from 'node:crypto';
import type { NotificationsAnswer, NotificationsRequest } from '@tenantry/shared/domain/notifications';
import { ulid } from 'ulid';
import { keepAddress } from '../addresses.ts';
import { subscribeMail } from '../mail.ts';
import { MOST_SUBSCRIPTIONS, maskedEmail, type Subscription } from '../model/subscription.ts';
import { allSubscriptions, keepSubscription } from '../table/subscriptions.ts';
import { checkedUrl } from './checked-url.ts';
import { shown } from './listed.ts';

type Add = Extract<NotificationsRequest, { readonly ask: 'add' }>;

/** 32 random bytes, as Standard Webhooks write a secret. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const needed = (field: 'url' | 'email', channel: string): NotificationsAnswer => ({
  outcome: 'refused',
  field: `/${field}`,
  problem: 'missing',
  fix: field === 'url' ? `Give the https address of the ${channel}.` : 'Give the e-mail address.',
});

/** A new subscription. Its secret is in this answer and nowhere else that a person sees. @param now epoch milliseconds */
export const add = async (request: Add, now: number): Promise<NotificationsAnswer> => {
  const { channel, url, email } = request;
  if ((await allSubscriptions()).length >= MOST_SUBSCRIPTIONS)
    return {
      outcome: 'conflict',
      because: 'too-many',
      problem: `There are ${MOST_SUBSCRIPTIONS} subscriptions: remove one that nobody needs.`,
    };
  if (channel === 'email') return email ? addMail(request, email, now) : needed('email', channel);
  if (!url) return needed('url', channel);
  const checked = await checkedUrl(channel, url);
  if ('outcome' in checked) return checked;
  const subscription = subscriptionOf(request, checked.host, now);
  const secret = channel === 'webhook' ? newSecret() : undefined;
  // The address first: a subscription without one could be told nothing.
  await keepAddress(subscription.id, { url, secrets: secret ? [{ secret }] : [] });
  await keepSubscription(subscription);
  return { outcome: 'saved', subscription: await shown(subscription, 0), ...(secret ? { secret } : {}) };
};

const addMail = async (request: Add, email: string, now: number): Promise<NotificationsAnswer> => {
  const base = subscriptionOf(request, maskedEmail(email), now);
  const subscription = { ...base, topicSubscription: await subscribeMail(base.id, email) };
  await keepSubscription(subscription);
  return { outcome: 'saved', subscription: await shown(subscription, 0) };
};

const subscriptionOf = ({ channel, name, types, tenantId }: Add, target: string, now: number): Subscription => ({
  id: ulid(now),
  channel,
  name,
  target,
  types: [...new Set(types)],
  ...(tenantId ? { tenantId } : {}),
  createdAt: new Date(now).toISOString(),
});
