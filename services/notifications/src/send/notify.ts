import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { consoleDomain } from '@tenantry/shared/domain/labels';
import { findAddress, secretsAt } from '../addresses.ts';
import { sendMail } from '../mail.ts';
import type { Delivery, Outcome } from '../model/delivery.ts';
import { type About, mailOf, slackBody, webhookBody } from '../model/message.ts';
import type { Notice } from '../model/notice.ts';
import type { Subscription } from '../model/subscription.ts';
import { findTenant } from '../table/tenants.ts';
import { post } from './post.ts';
import { signature } from './sign.ts';

const NO_ADDRESS: Outcome = { isTaken: false, problem: 'no address is kept of it: remove the subscription, and add another' };

/** Sends a notification once, by the subscription's channel. @param now epoch milliseconds. @throws only for what AWS refuses this function */
export const notify = async (subscription: Subscription, { id, notice }: Delivery, now: number): Promise<Outcome> => {
  const about = await aboutOf(notice);
  if (subscription.channel === 'email') {
    if (!subscription.topicSubscription) return NO_ADDRESS;
    const { subject, text } = mailOf(notice, about);
    return sendMail(subscription.topicSubscription, subject, text);
  }
  const address = await findAddress(subscription.id);
  if (!address) return NO_ADDRESS;
  const { allowedHosts } = (await landingZone()).config.notifications;
  if (subscription.channel === 'slack') return post(address.url, slackBody(notice, about), {}, allowedHosts);
  const body = webhookBody(notice, about);
  return post(address.url, body, signature(`msg_${id}`, new Date(now), body, secretsAt(address, now)), allowedHosts);
};

const aboutOf = async ({ tenantId }: Notice): Promise<About> => {
  const { config } = await landingZone();
  const { name, slug } = tenantId ? await findTenant(tenantId) : {};
  const consoleUrl = config.publicUrl.replace('{domain}', consoleDomain(config));
  return { name, slug, consoleUrl, runbookUrl: config.runbookUrl };
};
