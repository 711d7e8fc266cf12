import { AdminGetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { Clients } from '@tenantry/shared/aws/clients';
import { ifFound } from '@tenantry/shared/aws/found';
import type { MailAnswer } from '@tenantry/shared/domain/mail';
import { GONE, userPoolOf } from '../user-pools.ts';
import { invitationOf } from './invitation-state.ts';
import { lookForHindrances, senderOf } from './sender.ts';
import { undeliveredIn } from './undelivered.ts';

/** What the stage knows of a tenant, as far as its people are concerned: any of it may not be there yet. */
export interface Known {
  readonly tenantId: string;
  readonly domain?: string;
  readonly userPoolId?: string;
  readonly firstUser?: string;
  readonly invitedAt?: string;
}

/** How the tenant's administrator stands and who sends the mail, as AWS has it at this moment. @param now epoch milliseconds */
export const lookAt = async (tenant: Clients, known: Known, now: number): Promise<MailAnswer> => {
  const { tenantId, domain, userPoolId: UserPoolId, firstUser: Username, invitedAt } = known;
  const pool = UserPoolId === undefined ? undefined : await userPoolOf({ tenantId, tenant }, UserPoolId);
  if (!pool || domain === undefined) return { invitation: { state: 'no-user' } };
  const cognito = tenant(CognitoIdentityProviderClient);
  const [user, hindrances, undelivered] = await Promise.all([
    Username === undefined
      ? undefined
      : ifFound(() => cognito.send(new AdminGetUserCommand({ UserPoolId, Username })), 'UserNotFoundException', ...GONE),
    lookForHindrances({ tenant }, domain),
    undeliveredIn(tenant),
  ]);
  return {
    invitation: invitationOf(user, invitedAt, now),
    mail: { sender: senderOf(pool), hindrances: [...hindrances], ...(undelivered ? { undelivered } : {}) },
  };
};
