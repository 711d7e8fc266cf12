import type { AdminGetUserResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { MailAnswer } from '@tenantry/shared/domain/mail';
import { INVITATION_DAYS } from '../people.ts';

const DAY_MS = 86_400_000;

/**
 * How an invited person stands.
 * @param user as Cognito has it; undefined where it knows nobody of that name
 * @param at when the mail last went out, as the stage's record says
 * @param now epoch milliseconds
 */
export const invitationOf = (
  user: Pick<AdminGetUserResponse, 'UserStatus' | 'Enabled'> | undefined,
  at: string | undefined,
  now: number,
): MailAnswer['invitation'] => {
  if (!user) return { state: 'no-user' };
  if (user.Enabled === false) return { state: 'disabled' };
  if (user.UserStatus !== 'FORCE_CHANGE_PASSWORD') return { state: 'signed-in' };
  if (at === undefined) return { state: 'not-invited' };
  const expires = Date.parse(at) + INVITATION_DAYS * DAY_MS;
  return { state: now < expires ? 'invited' : 'expired', at, expiresAt: new Date(expires).toISOString() };
};
