import { serviceName } from '@tenantry/shared/domain/names';
import { NOTIFICATIONS } from '@tenantry/shared/domain/notifications';
import { logger } from '@tenantry/shared/function/lambda';
import { send } from '@tenantry/shared/function/queue';
import { measuring } from '@tenantry/shared/telemetry/metrics';
import { z } from 'zod';
import { attempted, type Delivery } from '../model/delivery.ts';
import { notify } from '../send/notify.ts';
import { findDelivery, settleDelivery, takeAttempt } from '../table/deliveries.ts';
import { findSubscription } from '../table/subscriptions.ts';

const deployment = process.env.STAGE ?? 'dev';
const measure = measuring(deployment, NOTIFICATIONS);

/** A message of the queue that is no event: look at that delivery again. It wakes; the table decides. */
export const Wake = z.object({ delivery: z.object({ subscription: z.ulid(), id: z.ulid(), attempts: z.int().min(0) }) });
export type Wake = z.infer<typeof Wake>;

/** SQS delays a message for so long at most (SendMessage API reference): what waits longer is looked at in between. Seconds. */
const MOST_DELAY = 900;
/** A worker has an attempt for so long: more than it takes. Milliseconds. */
const BUSY_FOR = 45_000;

/** Somebody else is at this attempt: the message comes back. */
class Busy extends Error {
  override readonly name = 'Busy';
}

/** Has the queue show a delivery when its next attempt is due, or when SQS lets it wait no longer. */
export const wake = async ({ subscription, id, attempts, nextAt }: Delivery, now: number): Promise<void> => {
  const seconds = Math.min(MOST_DELAY, Math.max(0, Math.ceil((nextAt - now) / 1000)));
  const message: Wake = { delivery: { subscription, id, attempts } };
  await send(serviceName(deployment, NOTIFICATIONS), JSON.stringify(message), seconds);
};

/**
 * Makes the next attempt of a delivery, if it is due: its outcome is kept, and another one follows until somebody takes it or three days
 * are over. What a message says is passed by where the table says otherwise.
 * @throws Busy while another worker has the attempt
 */
export const wakened = async ({ delivery: meant }: Wake, now: number): Promise<void> => {
  const delivery = await findDelivery(meant.subscription, meant.id);
  if (delivery?.state !== 'pending' || delivery.attempts !== meant.attempts) return;
  if (delivery.nextAt > now) return wake(delivery, now);
  const after = await attempt(delivery, now);
  if (after?.state === 'pending') await wake(after, now);
};

/** @returns what became of it; undefined where its subscription was removed. @throws Busy while another worker has the attempt */
export const attempt = async (delivery: Delivery, now: number): Promise<Delivery | undefined> => {
  const subscription = await findSubscription(delivery.subscription);
  if (!subscription) return undefined;
  if (!(await takeAttempt(delivery, now, now + BUSY_FOR))) throw new Busy(`delivery ${delivery.id} is being worked on`);
  const after = attempted(delivery, await notify(subscription, delivery, now), now);
  await settleDelivery(after, now);
  const about = { subscription: subscription.id, delivery: delivery.id, type: delivery.notice.type };
  logger.info(`notification ${after.state}`, { ...about, attempts: after.attempts, ...after.last });
  if (after.state === 'parked') measure({ name: 'ParkedNotifications', value: 1, by: {}, about });
  return after;
};
