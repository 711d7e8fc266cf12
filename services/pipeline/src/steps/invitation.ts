import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { NamedAdministrator } from '@tenantry/events-schema/admin';
import { step } from '@tenantry/shared/saga/stage';
import type { FirstUserSecret } from '../first-user-secret.ts';
import { INVITATION_DAYS } from '../people.ts';
import type { Scope } from '../scope.ts';
import { newPassword } from '../tenant-database.ts';

interface Needs {
  readonly userPoolId: string;
  readonly firstUser: string;
  readonly firstUserSecretArn: string;
  readonly administrator?: NamedAdministrator;
}
interface Sent {
  /** The request that it answers; empty for that of the tenant itself. */
  readonly invitation?: string;
  readonly invitedAt?: string;
}
const DAY = 86_400;

const isSent = ({ now }: Scope, invitation: string, saved: Sent): boolean =>
  saved.invitation === invitation && now() - Date.parse(saved.invitedAt ?? '') / 1000 < INVITATION_DAYS * DAY;

/**
 * Sends a new temporary password; the one before counts no more. First the secret, then the pool: a crash in between is repaired by the
 * next try, which sends another.
 */
const send = async ({ tenant }: Scope, { userPoolId: UserPoolId, firstUser: Username, firstUserSecretArn }: Needs): Promise<void> => {
  const password = newPassword();
  const secret: FirstUserSecret = { username: Username, password };
  const stored = new PutSecretValueCommand({ SecretId: firstUserSecretArn, SecretString: JSON.stringify(secret) });
  await tenant(SecretsManagerClient).send(stored);
  const cognito = tenant(CognitoIdentityProviderClient);
  await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: false }));
  // It counts from now on (API reference, AdminCreateUser, MessageAction).
  await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username,
      TemporaryPassword: password,
      DesiredDeliveryMediums: ['EMAIL'],
      MessageAction: 'RESEND',
    }),
  );
};

/**
 * Invites the tenant's administrator, when what the mail leads to answers. Verified again, it sends again to somebody who has not signed in
 * while the temporary password counted, or when a super admin has asked for it.
 */
export const invitation = step('invitation', {
  ensure: async (scope: Scope, needs: Needs, saved: Sent): Promise<Sent> => {
    const { userPoolId: UserPoolId, firstUser: Username, administrator } = needs;
    const user = await scope.tenant(CognitoIdentityProviderClient).send(new AdminGetUserCommand({ UserPoolId, Username }));
    if (user.UserStatus !== 'FORCE_CHANGE_PASSWORD') return {};
    const asked = administrator?.invitation ?? '';
    if (user.Enabled === false || isSent(scope, asked, saved)) return { ...saved };
    await send(scope, needs);
    return { invitation: asked, invitedAt: new Date(scope.now() * 1000).toISOString() };
  },
  remove: async () => undefined,
});
