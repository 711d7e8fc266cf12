import type { NotificationsAnswer, NotificationsRequest } from '@tenantry/shared/domain/notifications';
import { findAddress, keepAddress, secretsAt } from '../addresses.ts';
import { OLD_SECRET_KEPT, type Subscription } from '../model/subscription.ts';
import { parkedBySubscription } from '../table/deliveries.ts';
import { changeSubscription } from '../table/subscriptions.ts';
import { newSecret } from './add.ts';
import { checkedUrl } from './checked-url.ts';
import { shown } from './listed.ts';

type Change = Extract<NotificationsRequest, { readonly ask: 'change' }>;

/** Changes what was given of it. @param now epoch milliseconds. @returns a new secret once, where another one was asked for */
export const change = async (before: Subscription, request: Change, now: number): Promise<NotificationsAnswer> => {
  const { name, types, url, rotateSecret } = request;
  if (url !== undefined && before.channel === 'email')
    return { outcome: 'refused', field: '/url', problem: 'an e-mail subscription has none', fix: 'Remove it, and add another one.' };
  if (rotateSecret && before.channel !== 'webhook')
    return { outcome: 'refused', field: '/rotateSecret', problem: 'only a webhook has a secret', fix: 'Leave it out.' };
  const checked = url === undefined ? undefined : await checkedUrl(before.channel, url);
  if (checked && 'outcome' in checked) return checked;
  const secret = rotateSecret ? newSecret() : undefined;
  const until = new Date(now + OLD_SECRET_KEPT).toISOString();
  if (url !== undefined || secret) await changeAddress(before.id, url, secret, until, now);
  const after: Subscription = {
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(types === undefined ? {} : { types: [...new Set(types)] }),
    ...(checked ? { target: checked.host } : {}),
    ...(secret ? { oldSecretUntil: until } : {}),
  };
  await changeSubscription(after);
  const parked = (await parkedBySubscription()).get(after.id) ?? 0;
  return { outcome: 'saved', subscription: await shown(after, parked), ...(secret ? { secret } : {}) };
};

/** The secret before signs for a day more: a receiver takes the new one without missing anything. */
const changeAddress = async (
  id: string,
  url: string | undefined,
  secret: string | undefined,
  until: string,
  now: number,
): Promise<void> => {
  const address = await findAddress(id);
  const kept = address?.secrets ?? [];
  const [current] = address ? secretsAt(address, now) : [];
  const secrets = secret ? [{ secret }, ...(current ? [{ secret: current, until }] : [])] : kept;
  await keepAddress(id, { url: url ?? address?.url ?? '', secrets });
};
