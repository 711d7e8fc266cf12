import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { NamedAdministrator } from '@tenantry/events-schema/admin';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { resource } from '@tenantry/shared/saga/resource';
import type { FirstUserSecret } from '../first-user-secret.ts';
import { ADMINISTRATORS } from '../people.ts';
import type { Scope } from '../scope.ts';
import { newPassword } from '../tenant-database.ts';
import { createSecret, isWritten, secretOf, type TenantSecret, writeSecret } from '../tenant-secret.ts';

const PURPOSE = 'first-user';

interface Needs {
  readonly userPoolId: string;
  readonly adminEmail: string;
  /** By `InvitationRequested`: this person, in place of who was before. */
  readonly administrator?: NamedAdministrator;
}
interface Saved {
  readonly firstUser?: string;
  readonly namedBy?: string;
}
interface Found extends TenantSecret {
  /** Created just now: what the user was given before is out of date. */
  readonly isNew?: true;
  readonly saved: Saved;
}

const emailOf = ({ adminEmail, administrator }: Needs): string => administrator?.email ?? adminEmail;
/** The request that named the person; empty for the request of the tenant itself. */
const namedBy = ({ administrator }: Needs): string => administrator?.invitation ?? '';

/** Of another person's secret nothing is kept: the password was sent to him. */
const content =
  (needs: Needs) =>
  ({ username = emailOf(needs), password }: Partial<FirstUserSecret>): FirstUserSecret => ({
    username: emailOf(needs),
    password: username === emailOf(needs) && password !== undefined ? password : newPassword(),
  });

/** The user of the secret's name and password, whom nobody has written to yet. Who has chosen a password keeps it. */
const provide = async ({ tenant }: Scope, needs: Needs, found: Found, password: string): Promise<void> => {
  const cognito = tenant(CognitoIdentityProviderClient);
  const email = emailOf(needs);
  const named = { UserPoolId: needs.userPoolId, Username: email };
  const user = await ifFound(() => cognito.send(new AdminGetUserCommand(named)), 'UserNotFoundException');
  if (!user) {
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ];
    await cognito.send(new AdminCreateUserCommand({ ...named, TemporaryPassword: password, MessageAction: 'SUPPRESS', UserAttributes }));
  }
  // The secret was lost and created again, and nobody has signed in yet.
  if (user?.UserStatus === 'FORCE_CHANGE_PASSWORD' && found.isNew) {
    await cognito.send(new AdminSetUserPasswordCommand({ ...named, Password: password, Permanent: false }));
  }
};

/**
 * Makes the person an administrator when a request names him, or where the tenant has none. What the tenant's administrators decide
 * of people otherwise, stays.
 */
const empower = async ({ tenant }: Scope, needs: Needs, { saved }: Found): Promise<void> => {
  const cognito = tenant(CognitoIdentityProviderClient);
  const group = { UserPoolId: needs.userPoolId, GroupName: ADMINISTRATORS };
  const person = { UserPoolId: needs.userPoolId, Username: emailOf(needs) };
  const isNamed = saved.firstUser !== emailOf(needs) || (namedBy(needs) !== '' && saved.namedBy !== namedBy(needs));
  const { Users = [] } = isNamed ? {} : await cognito.send(new ListUsersInGroupCommand({ ...group, Limit: 1 }));
  if (isNamed) await cognito.send(new AdminEnableUserCommand(person));
  if (isNamed || Users.length === 0) await cognito.send(new AdminAddUserToGroupCommand({ ...group, ...person }));
};

/** Whom another took the place of: not an administrator any more, and out. The account stays, since rows are signed with its subject. */
const retire = async ({ tenant }: Scope, needs: Needs, { saved }: Found): Promise<void> => {
  if (saved.firstUser === undefined || saved.firstUser === emailOf(needs)) return;
  const cognito = tenant(CognitoIdentityProviderClient);
  const before = { UserPoolId: needs.userPoolId, Username: saved.firstUser };
  await ifFound(async () => {
    await cognito.send(new AdminRemoveUserFromGroupCommand({ ...before, GroupName: ADMINISTRATORS }));
    await cognito.send(new AdminDisableUserCommand(before));
    await cognito.send(new AdminUserGlobalSignOutCommand(before));
  }, 'UserNotFoundException');
};

const secret = secretOf(PURPOSE);

/** The tenant's administrator, who invites the others, and a secret with the temporary password. The user goes with the pool. */
export const firstUser = resource(
  'firstUser',
  {
    ...secret,
    find: async (scope: Scope, _heard: object, saved: Saved): Promise<readonly Found[]> =>
      (await secret.find(scope)).map((found) => ({ ...found, saved })),
    create: async (scope: Scope, needs: Needs, saved: Saved) => ({
      ...(await createSecret(scope, PURPOSE, content(needs))),
      isNew: true as const,
      saved,
    }),
    // The user is looked at when the password is known.
    differs: (_scope, needs, found) => [...(isWritten(found, content(needs)) ? [] : ['the secret']), 'the user'],
    unseen: ['the user'],
    repair: async (scope, needs, found) => {
      const { value, ...stored } = await writeSecret(scope, found, content(needs));
      await provide(scope, needs, found, value.password);
      await empower(scope, needs, found);
      await retire(scope, needs, found);
      return { ...found, ...stored };
    },
    out: (_scope, { arn }, needs) => ({
      firstUser: emailOf(needs),
      firstUserSecretArn: idOf(arn, "the first user's secret"),
      ...(namedBy(needs) === '' ? {} : { namedBy: namedBy(needs) }),
    }),
  },
  {
    creates: [
      { type: 'AWS::SecretsManager::Secret', id: 'firstUserSecretArn' },
      { type: 'AWS::Cognito::UserPoolUser', id: 'firstUser' },
    ],
    revision: 2,
  },
);
