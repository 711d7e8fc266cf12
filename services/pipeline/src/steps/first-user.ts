import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  type UserStatusType,
} from '@aws-sdk/client-cognito-identity-provider';
import { isCode } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { Scope } from '../scope.ts';
import { newPassword } from '../tenant-database.ts';
import { ensureSecret, removeSecret } from '../tenant-secret.ts';

interface FirstUserSecret {
  readonly username: string;
  /** Temporary: Cognito asks for another at the first sign-in. */
  readonly password: string;
}
interface Needs {
  readonly userPoolId: string;
  readonly adminEmail: string;
}

const statusOf = async (
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
  Username: string,
): Promise<UserStatusType | undefined> => {
  try {
    return (await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }))).UserStatus;
  } catch (error) {
    if (isCode(error, 'UserNotFoundException')) return undefined;
    throw error;
  }
};

/** The tenant's first user, who invites the others. A person who has chosen a password is never touched again. */
export const firstUser = step(
  'firstUser',
  {
    ensure: async (scope: Scope, { userPoolId: UserPoolId, adminEmail }: Needs, saved: { readonly firstUser?: string }) => {
      const { cognito } = scope;
      const { arn, value, isNew } = await ensureSecret<FirstUserSecret>(scope, 'first-user', ({ password = newPassword() }) => ({
        username: adminEmail,
        password,
      }));
      const invitation = {
        UserPoolId,
        Username: adminEmail,
        TemporaryPassword: value.password,
        DesiredDeliveryMediums: ['EMAIL' as const],
        UserAttributes: [
          { Name: 'email', Value: adminEmail },
          { Name: 'email_verified', Value: 'true' },
        ],
      };
      const status = await statusOf(cognito, UserPoolId, adminEmail);
      if (status === undefined) await cognito.send(new AdminCreateUserCommand(invitation));
      else if (status === 'FORCE_CHANGE_PASSWORD') {
        // The secret was lost and made again, and nobody has signed in yet.
        if (isNew)
          await cognito.send(
            new AdminSetUserPasswordCommand({ UserPoolId, Username: adminEmail, Password: value.password, Permanent: false }),
          );
        // Cognito makes the user also where it cannot deliver the mail (https://github.com/aws/aws-sdk/issues/438): nobody would be invited.
        if (saved.firstUser === undefined) await cognito.send(new AdminCreateUserCommand({ ...invitation, MessageAction: 'RESEND' }));
      }
      return { firstUser: adminEmail, firstUserSecretArn: arn };
    },
    // The user goes with the pool.
    remove: (scope: Scope) => removeSecret(scope, 'first-user'),
  },
  {
    creates: [
      { type: 'AWS::SecretsManager::Secret', id: 'firstUserSecretArn' },
      { type: 'AWS::Cognito::UserPoolUser', id: 'firstUser' },
    ],
  },
);
