import type { Subscription } from '../model/subscription.ts';
import { deleteItem, getItem, type Key, putItem, queryItems, subscriptionKey } from './items.ts';

type Item = Key & { readonly subscription: Subscription };

/** The newest first. */
export const allSubscriptions = async (): Promise<readonly Subscription[]> =>
  (await queryItems<Item>('SUBSCRIPTIONS')).map(({ subscription }) => subscription);

export const findSubscription = async (id: string): Promise<Subscription | undefined> =>
  (await getItem<Item>(subscriptionKey(id)))?.subscription;

export const keepSubscription = (subscription: Subscription): Promise<void> =>
  putItem({ ...subscriptionKey(subscription.id), subscription });

/** Over one that is there; none comes back that somebody has removed meanwhile. */
export const changeSubscription = (subscription: Subscription): Promise<void> =>
  putItem({ ...subscriptionKey(subscription.id), subscription }, 'attribute_exists(pk)');

export const dropSubscription = (id: string): Promise<void> => deleteItem(subscriptionKey(id));
