import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Delivery } from '../model/delivery.ts';
import {
  deleteItem,
  deliveryKey,
  documents,
  eventKey,
  getItem,
  isRefused,
  type Key,
  keptUntil,
  parkedKey,
  putItem,
  queryItems,
  tableName,
} from './items.ts';

interface Item extends Key {
  readonly delivery: Delivery;
  /** Somebody works on it until then. Epoch milliseconds. */
  readonly busyUntil?: number;
}

/**
 * The id of the delivery of an event to a subscription: what is proposed where there is none, else the one that there is. An event that
 * comes again, whenever and how often, has the same.
 */
export const claimedId = async (subscription: string, eventId: string, proposed: string, now: number): Promise<string> => {
  const key = eventKey(subscription, eventId);
  try {
    await putItem({ ...key, delivery: proposed, expiresAt: keptUntil(now) }, 'attribute_not_exists(pk)');
    return proposed;
  } catch (error) {
    isRefused(error);
    return (await getItem<{ readonly delivery: string }>(key))?.delivery ?? proposed;
  }
};

/** @returns false where it is there already */
export const createDelivery = async (delivery: Delivery, now: number): Promise<boolean> => {
  const item = { ...deliveryKey(delivery.subscription, delivery.id), delivery, expiresAt: keptUntil(now) };
  return await putItem(item, 'attribute_not_exists(pk)').then(
    () => true,
    (error: unknown) => !isRefused(error),
  );
};

export const findDelivery = async (subscription: string, id: string): Promise<Delivery | undefined> =>
  (await getItem<Item>(deliveryKey(subscription, id)))?.delivery;

/** The newest first. @param before an id: older ones than it */
export const deliveriesOf = async (subscription: string, limit: number, before?: string): Promise<readonly Delivery[]> =>
  (await queryItems<Item>(`DELIVERIES#${subscription}`, { limit, ...(before ? { before } : {}) })).map(({ delivery }) => delivery);

/**
 * Takes the next attempt of a delivery, for so long: one worker has it, and who comes with the number of an attempt that is over has none.
 * @param until epoch milliseconds
 * @returns whether it is the caller's
 */
export const takeAttempt = async ({ subscription, id, attempts }: Delivery, now: number, until: number): Promise<boolean> =>
  await documents()
    .send(
      new UpdateCommand({
        TableName: tableName(),
        Key: deliveryKey(subscription, id),
        ConditionExpression:
          'delivery.attempts = :attempts AND delivery.#state = :pending AND (attribute_not_exists(busyUntil) OR busyUntil < :now)',
        UpdateExpression: 'SET busyUntil = :until',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':attempts': attempts, ':pending': 'pending', ':now': now, ':until': until },
      }),
    )
    .then(
      () => true,
      (error: unknown) => !isRefused(error),
    );

/** Keeps what became of a delivery, and among what is parked that it is, or is no more. */
export const settleDelivery = async (delivery: Delivery, now: number): Promise<void> => {
  const { subscription, id, state } = delivery;
  const parked = parkedKey(subscription, id);
  if (state === 'parked') await putItem({ ...parked, expiresAt: keptUntil(now) });
  await putItem({ ...deliveryKey(subscription, id), delivery, expiresAt: keptUntil(now) });
  if (state !== 'parked') await deleteItem(parked);
};

/** How much of what nobody took each subscription has. */
export const parkedBySubscription = async (): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const { sk } of await queryItems<Key>('PARKED')) {
    const [subscription = ''] = sk.split('#');
    counts.set(subscription, (counts.get(subscription) ?? 0) + 1);
  }
  return counts;
};

/** Nothing of a removed subscription counts as parked any more. */
export const forgetParked = async (subscription: string): Promise<void> => {
  for (const key of await queryItems<Key>('PARKED', { prefix: `${subscription}#` })) await deleteItem({ pk: key.pk, sk: key.sk });
};
