import { TenantChanged, TenantRequested } from '@tenantry/events-schema/admin';
import type { DetailOf } from '@tenantry/events-schema/event';
import { TenantOffboarded } from '@tenantry/events-schema/offboard';
import { logger } from '@tenantry/shared/function/lambda';
import type { Detail, Message } from '@tenantry/shared/saga/record';
import { ulid } from 'ulid';
import { dropAddress } from '../addresses.ts';
import { dropMail } from '../mail.ts';
import { begun, RETRIED_FOR } from '../model/delivery.ts';
import { type Notice, noticeOf } from '../model/notice.ts';
import { type Subscription, wants } from '../model/subscription.ts';
import { claimedId, createDelivery, findDelivery, forgetParked } from '../table/deliveries.ts';
import { allSubscriptions, changeSubscription, dropSubscription } from '../table/subscriptions.ts';
import { forgetTenant, nameTenant } from '../table/tenants.ts';
import { wake } from './attempt.ts';

/** What an event of the bus leads to: a delivery for each subscription that wants it. An event that is replayed tells nobody again. */
export const heard = async (message: Message, now: number): Promise<void> => {
  await learn(message);
  const notice = noticeOf(message);
  const subscriptions = await allSubscriptions();
  if (notice && message.replayName === undefined) {
    for (const subscription of subscriptions.filter((one) => wants(one, notice, now))) await tell(subscription, notice, now);
  }
  if (message.name === TenantOffboarded.name) await forget(message.detail, subscriptions);
  for (const one of subscriptions.filter((subscription) => isOver(subscription, now))) await remove(one);
};

/** Makes the delivery of a notice once, and wakes it: again, too, where the one who made it could not. */
const tell = async ({ id: subscription }: Subscription, notice: Notice, now: number): Promise<void> => {
  const id = await claimedId(subscription, notice.eventId, ulid(now), now);
  const delivery = begun(id, subscription, notice, now);
  const isNew = await createDelivery(delivery, now);
  const current = isNew ? delivery : await findDelivery(subscription, id);
  if (current?.state === 'pending' && current.attempts === 0) await wake(current, now);
};

const learn = async ({ name, detail }: Message): Promise<void> => {
  if (name === TenantRequested.name) {
    const said = detail as unknown as DetailOf<typeof TenantRequested>;
    await nameTenant(said.tenantId, said.name, said.slug, said.at);
  }
  if (name === TenantChanged.name) {
    const said = detail as unknown as DetailOf<typeof TenantChanged>;
    await nameTenant(said.tenantId, said.name, undefined, said.at);
  }
};

/** Of a tenant that is gone nothing but its slug is kept, and who wanted to hear of that tenant alone hears nothing more. */
const forget = async (detail: Detail, subscriptions: readonly Subscription[]): Promise<void> => {
  const { tenantId, slug, at } = detail as unknown as DetailOf<typeof TenantOffboarded>;
  await forgetTenant(tenantId, slug);
  for (const one of subscriptions.filter((subscription) => subscription.tenantId === tenantId && !subscription.endedAt)) {
    await changeSubscription({ ...one, endedAt: at });
    logger.info('the tenant of a subscription is off-boarded', { subscription: one.id });
  }
};

/** An ended subscription stays until its last notification has been tried for three days. */
const isOver = ({ endedAt }: Subscription, now: number): boolean => endedAt !== undefined && Date.parse(endedAt) + RETRIED_FOR < now;

/** Takes a subscription away, its address and secrets first: nothing is sent by halves of one. */
export const remove = async ({ id, topicSubscription }: Subscription): Promise<void> => {
  if (topicSubscription) await dropMail(topicSubscription);
  await dropAddress(id);
  await dropSubscription(id);
  await forgetParked(id);
};
