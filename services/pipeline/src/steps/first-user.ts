import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { resource } from '@tenantry/shared/saga/resource';
import type { Scope } from '../scope.ts';
import { newPassword } from '../tenant-database.ts';
import { createSecret, isWritten, secretOf, type TenantSecret, writeSecret } from '../tenant-secret.ts';

const PURPOSE = 'first-user';

interface FirstUserSecret {
  readonly username: string;
  /** Temporary: Cognito asks for another at the first sign-in. */
  readonly password: string;
}
interface Needs {
  readonly userPoolId: string;
  readonly adminEmail: string;
}
interface Saved {
  readonly firstUser?: string;
}
interface Found extends TenantSecret {
  /** Created just now: what the user was given before is out of date. */
  readonly isNew?: true;
  readonly isInvited: boolean;
}

const content =
  ({ adminEmail }: Needs) =>
  ({ password = newPassword() }: Partial<FirstUserSecret>): FirstUserSecret => ({ username: adminEmail, password });

/** The user of the secret's name and password. A person who has chosen a password is never touched again. */
const invite = async ({ tenant }: Scope, { userPoolId: UserPoolId, adminEmail }: Needs, found: Found, password: string): Promise<void> => {
  const cognito = tenant(CognitoIdentityProviderClient);
  const named = { UserPoolId, Username: adminEmail };
  const invitation = {
    ...named,
    TemporaryPassword: password,
    DesiredDeliveryMediums: ['EMAIL' as const],
    UserAttributes: [
      { Name: 'email', Value: adminEmail },
      { Name: 'email_verified', Value: 'true' },
    ],
  };
  const user = await ifFound(() => cognito.send(new AdminGetUserCommand(named)), 'UserNotFoundException');
  if (!user) await cognito.send(new AdminCreateUserCommand(invitation));
  if (user?.UserStatus !== 'FORCE_CHANGE_PASSWORD') return;
  // The secret was lost and created again, and nobody has signed in yet.
  if (found.isNew) await cognito.send(new AdminSetUserPasswordCommand({ ...named, Password: password, Permanent: false }));
  // Cognito creates the user also where it cannot deliver the mail (https://github.com/aws/aws-sdk/issues/438): nobody would be invited.
  if (!found.isInvited) await cognito.send(new AdminCreateUserCommand({ ...invitation, MessageAction: 'RESEND' }));
};

const secret = secretOf(PURPOSE);

/** The tenant's first user, who invites the others, and a secret with the temporary password. The user goes with the pool. */
export const firstUser = resource(
  'firstUser',
  {
    ...secret,
    find: async (scope: Scope, _heard: object, saved: Saved): Promise<readonly Found[]> =>
      (await secret.find(scope)).map((found) => ({ ...found, isInvited: saved.firstUser !== undefined })),
    create: async (scope: Scope, needs: Needs, saved: Saved) => ({
      ...(await createSecret(scope, PURPOSE, content(needs))),
      isNew: true as const,
      isInvited: saved.firstUser !== undefined,
    }),
    // The user is looked at when the password is known.
    differs: (_scope, needs, found) => [...(isWritten(found, content(needs)) ? [] : ['the secret']), 'the user'],
    repair: async (scope, needs, found) => {
      const { value, ...stored } = await writeSecret(scope, found, content(needs));
      await invite(scope, needs, found, value.password);
      return { ...found, ...stored };
    },
    out: (_scope, { arn }, { adminEmail }) => ({
      firstUser: adminEmail,
      firstUserSecretArn: idOf(arn, "the first user's secret"),
    }),
  },
  {
    creates: [
      { type: 'AWS::SecretsManager::Secret', id: 'firstUserSecretArn' },
      { type: 'AWS::Cognito::UserPoolUser', id: 'firstUser' },
    ],
  },
);
