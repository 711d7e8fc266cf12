import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  ListUsersCommand,
  paginateAdminListGroupsForUser,
  paginateListUsersInGroup,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Account, Role } from './person.ts';

/** What the API needs of the tenant's user pool. People are named by their subject. */
export interface Pool {
  readonly find: (id: string) => Promise<Account | undefined>;
  readonly isAdministrator: (id: string) => Promise<boolean>;
  readonly administrators: () => Promise<ReadonlySet<string>>;
  /** @param after what the page before gave as `next` */
  readonly page: (after: string | undefined) => Promise<{ readonly accounts: readonly Account[]; readonly next: string | null }>;
  /** Makes the account; the pool mails the invitation. @throws UsernameExistsException */
  readonly invite: (email: string) => Promise<Account>;
  /** Mails another temporary password; the one before counts no more. */
  readonly inviteAgain: (email: string) => Promise<void>;
  readonly join: (id: string, role: Role) => Promise<void>;
  readonly leave: (id: string, role: Role) => Promise<void>;
  readonly enable: (id: string) => Promise<void>;
  /** Nobody signs in by it, and its refresh tokens end. Tokens that are out are good for their ten minutes. */
  readonly disable: (id: string) => Promise<void>;
}

interface Described {
  readonly Username?: string | undefined;
  readonly Enabled?: boolean | undefined;
  readonly UserStatus?: string | undefined;
  readonly UserLastModifiedDate?: Date | undefined;
}
type Attributes = readonly { readonly Name: string | undefined; readonly Value?: string | undefined }[] | undefined;

const accountOf = ({ Username, Enabled, UserStatus, UserLastModifiedDate }: Described, attributes: Attributes): Account => ({
  id: Username ?? '',
  email: attributes?.find(({ Name }) => Name === 'email')?.Value ?? '',
  isEnabled: Enabled ?? true,
  isConfirmed: UserStatus !== 'FORCE_CHANGE_PASSWORD',
  changedAt: UserLastModifiedDate ?? new Date(0),
});

const PAGE = 60;
const ADMIN: Role = 'admin';

/** The pool of that id, in the function's own account: its role has rights on the tenant's pool alone. */
export const userPool = (client: CognitoIdentityProviderClient, UserPoolId: string | undefined): Pool => {
  const named = (Username: string) => ({ UserPoolId, Username });
  const mail = { DesiredDeliveryMediums: ['EMAIL' as const] };
  return {
    find: async (id) => {
      try {
        const user = await client.send(new AdminGetUserCommand(named(id)));
        return accountOf(user, user.UserAttributes as Attributes);
      } catch (error) {
        if (error instanceof UserNotFoundException) return undefined;
        throw error;
      }
    },
    isAdministrator: async (id) => {
      for await (const { Groups = [] } of paginateAdminListGroupsForUser({ client }, named(id))) {
        if (Groups.some(({ GroupName }) => GroupName === ADMIN)) return true;
      }
      return false;
    },
    administrators: async () => {
      const ids = new Set<string>();
      for await (const { Users = [] } of paginateListUsersInGroup({ client }, { UserPoolId, GroupName: ADMIN })) {
        for (const { Username = '' } of Users) ids.add(Username);
      }
      return ids;
    },
    page: async (after) => {
      const { Users = [], PaginationToken } = await client.send(
        new ListUsersCommand({ UserPoolId, Limit: PAGE, ...(after === undefined ? {} : { PaginationToken: after }) }),
      );
      return { accounts: Users.map((user) => accountOf(user, user.Attributes as Attributes)), next: PaginationToken ?? null };
    },
    invite: async (email) => {
      const UserAttributes = [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ];
      const { User } = await client.send(new AdminCreateUserCommand({ ...named(email), ...mail, UserAttributes }));
      return accountOf(User ?? {}, User?.Attributes as Attributes);
    },
    inviteAgain: async (email) => {
      await client.send(new AdminCreateUserCommand({ ...named(email), ...mail, MessageAction: 'RESEND' }));
    },
    join: async (id, GroupName) => {
      await client.send(new AdminAddUserToGroupCommand({ ...named(id), GroupName }));
    },
    leave: async (id, GroupName) => {
      await client.send(new AdminRemoveUserFromGroupCommand({ ...named(id), GroupName }));
    },
    enable: async (id) => {
      await client.send(new AdminEnableUserCommand(named(id)));
    },
    disable: async (id) => {
      await client.send(new AdminDisableUserCommand(named(id)));
      await client.send(new AdminUserGlobalSignOutCommand(named(id)));
    },
  };
};
