import type { Channel, NotifiedType, SubscriptionShown } from '@tenantry/shared/domain/notifications';
import type { Notice } from './notice.ts';

/** Who is told what. Its address and its secrets are kept elsewhere (`../addresses.ts`): nothing here is one. */
export interface Subscription {
  readonly id: string;
  readonly channel: Channel;
  readonly name: string;
  /** What is shown of the address: a host, or `o…@example.com`. */
  readonly target: string;
  readonly types: readonly NotifiedType[];
  /** The only tenant that it is about. */
  readonly tenantId?: string;
  readonly createdAt: string;
  /** When its tenant was off-boarded. */
  readonly endedAt?: string;
  /** Of e-mail: the topic's subscription. */
  readonly topicSubscription?: string;
  /** Until when the secret before signs, too. */
  readonly oldSecretUntil?: string;
}

/** Subscriptions of a deployment: each event is compared with all of them. */
export const MOST_SUBSCRIPTIONS = 50;
/** The secret before signs for so long after a rotation. Milliseconds. */
export const OLD_SECRET_KEPT = 24 * 60 * 60_000;

/** Whether a subscription is sent a notice. What somebody has silenced disturbs no person; programs are told until when. Pure. */
export const wants = ({ channel, types, tenantId, endedAt }: Subscription, notice: Notice, now: number): boolean =>
  endedAt === undefined &&
  types.some((type) => type === notice.type) &&
  (tenantId === undefined || tenantId === notice.tenantId) &&
  (channel === 'webhook' || notice.silencedUntil === undefined || Date.parse(notice.silencedUntil) <= now);

export const shownSubscription = (subscription: Subscription, parked: number, isConfirmed: boolean): SubscriptionShown => {
  const { endedAt, topicSubscription: _, types, ...shown } = subscription;
  return { ...shown, types: [...types], state: endedAt ? 'ended' : isConfirmed ? 'active' : 'unconfirmed', parked };
};

/** What may be shown of an e-mail address. */
export const maskedEmail = (email: string): string => `${email[0] ?? ''}…${email.slice(email.lastIndexOf('@'))}`;
