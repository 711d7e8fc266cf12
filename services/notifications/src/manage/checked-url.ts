import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Channel, NotificationsAnswer } from '@tenantry/shared/domain/notifications';
import { addressProblem, hostOf, NOT_PUBLIC, PUBLIC_ONLY, slackProblem } from '../model/address.ts';
import { leadsElsewhere } from '../send/post.ts';

type Refused = Extract<NotificationsAnswer, { readonly outcome: 'refused' }>;

/**
 * Looks at an address before it is kept; each connection looks again.
 * @returns its host, or why it is refused
 */
export const checkedUrl = async (channel: Channel, url: string): Promise<{ readonly host: string } | Refused> => {
  const { allowedHosts } = (await landingZone()).config.notifications;
  const refused = (problem: string, fix: string): Refused => ({ outcome: 'refused', field: '/url', problem, fix });
  const found = addressProblem(url, allowedHosts) ?? (channel === 'slack' ? slackProblem(url, allowedHosts) : undefined);
  if (found) return refused(found.problem, found.fix);
  if (await leadsElsewhere(url, allowedHosts)) return refused(NOT_PUBLIC, PUBLIC_ONLY);
  return { host: hostOf(new URL(url)) };
};
