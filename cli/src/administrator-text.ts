import { invitationText, senderText, undeliveredText } from '@tenantry/api-client/administrator-text';
import type { Administrator, Tenant } from '@tenantry/api-client/generated/api';
import { age } from './durations.ts';

type Field = readonly [name: string, value: string | undefined];

/** `in 3 d 2 h`, `3 h 5 min ago`. */
const since =
  (now: number) =>
  (at: string): string => {
    const left = Date.parse(at) - now;
    return left > 0 ? `in ${age(new Date(now - left).toISOString(), now)}` : `${age(at, now)} ago`;
  };

/** Whom it makes sense to ask about: a tenant that was ready once, and is not on its way out. */
export const hasPeople = ({ readyAt, state }: Pick<Tenant, 'readyAt' | 'state'>): boolean =>
  readyAt !== undefined && state !== 'offboarding' && state !== 'offboarded';

/** Lines about the tenant's administrator and mail. @param administrator what the API says, or why it says nothing; undefined where it was not asked */
export const administratorFields = (administrator: Administrator | Error | undefined, now: number): readonly Field[] => {
  if (administrator === undefined) return [];
  if (administrator instanceof Error) return [['invitation', `unknown: ${administrator.message}`]];
  const { invitation, mail } = administrator;
  return [
    ['invitation', invitationText(invitation, since(now))],
    ['mail', mail && `from ${senderText(mail)}`],
    ['undelivered', mail && undeliveredText(mail, since(now))],
  ];
};
