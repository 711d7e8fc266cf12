import type { SubscriptionShown } from '@tenantry/shared/domain/notifications';
import { isConfirmed } from '../mail.ts';
import { type Subscription, shownSubscription } from '../model/subscription.ts';
import { parkedBySubscription } from '../table/deliveries.ts';
import { allSubscriptions } from '../table/subscriptions.ts';

/** Every subscription as it is shown, the newest first. */
export const listed = async (): Promise<readonly SubscriptionShown[]> => {
  const [all, parked] = await Promise.all([allSubscriptions(), parkedBySubscription()]);
  return Promise.all(all.map((one) => shown(one, parked.get(one.id) ?? 0)));
};

/** @param parked how much of it nobody took */
export const shown = async (subscription: Subscription, parked: number): Promise<SubscriptionShown> => {
  const { topicSubscription } = subscription;
  return shownSubscription(subscription, parked, topicSubscription === undefined || (await isConfirmed(topicSubscription)));
};
