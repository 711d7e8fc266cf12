import {
  CreateTopicCommand,
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { client } from '@tenantry/shared/aws/client';
import { ifFound } from '@tenantry/shared/aws/found';
import { mailTopicName } from '@tenantry/shared/domain/notifications';
import { codeOf } from '@tenantry/shared/failure/errors';
import type { Outcome } from './model/delivery.ts';

/** Of `…:topic:<id of SNS>`. */
const topicOf = (topicSubscription: string): string => topicSubscription.slice(0, topicSubscription.lastIndexOf(':'));

/**
 * Has SNS ask who owns the address whether he wants it. A topic for each subscription: SNS takes an address once for each topic, and what
 * goes with its topic goes at once, confirmed or not.
 * @returns the topic's subscription
 */
export const subscribeMail = async (id: string, email: string): Promise<string> => {
  const Name = mailTopicName(process.env.STAGE ?? 'dev', id);
  const { TopicArn } = await client(SNSClient).send(new CreateTopicCommand({ Name, Attributes: { KmsMasterKeyId: 'alias/aws/sns' } }));
  const subscribe = new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: email, ReturnSubscriptionArn: true });
  const { SubscriptionArn = '' } = await client(SNSClient).send(subscribe);
  return SubscriptionArn;
};

/**
 * Whether its owner has confirmed the address, and not unsubscribed since. Asked by the topic, which IAM limits: one that waits is listed
 * with `PendingConfirmation` in place of its ARN, and SNS forgets one that nobody confirms within two days.
 */
export const isConfirmed = async (topicSubscription: string): Promise<boolean> => {
  const list = new ListSubscriptionsByTopicCommand({ TopicArn: topicOf(topicSubscription) });
  const found = await ifFound(() => client(SNSClient).send(list), 'NotFoundException');
  return (found?.Subscriptions ?? []).some(({ SubscriptionArn }) => SubscriptionArn === topicSubscription);
};

export const dropMail = async (topicSubscription: string): Promise<void> => {
  await client(SNSClient).send(new DeleteTopicCommand({ TopicArn: topicOf(topicSubscription) }));
};

/** Sends to one address. SNS would drop what goes to one that is not confirmed: it waits instead. */
export const sendMail = async (topicSubscription: string, subject: string, text: string): Promise<Outcome> => {
  if (!(await isConfirmed(topicSubscription))) return { isTaken: false, problem: 'nobody has confirmed the address' };
  const publish = new PublishCommand({ TopicArn: topicOf(topicSubscription), Subject: subject, Message: text });
  return await client(SNSClient)
    .send(publish)
    .then(
      () => ({ isTaken: true }),
      (error: unknown) => ({ isTaken: false, problem: `SNS answered ${codeOf(error)}` }),
    );
};
