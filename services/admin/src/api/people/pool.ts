import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
  paginateListUsersInGroup,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { client as clientOf } from '@tenantry/shared/aws/client';
import type { Person } from '../../contract/people.ts';
import { GROUPS, type Group } from '../../contract/route.ts';

/** Somebody of the user pool. */
export type Account = Omit<Person, 'isYou'>;

/** What the API needs of its own user pool. People are named by their subject. */
export interface Pool {
  /** Everybody, by e-mail address: dozens at most. */
  readonly people: () => Promise<readonly Account[]>;
  /** Makes the account, and mails the invitation. @returns the subject @throws UsernameExistsException */
  readonly invite: (email: string) => Promise<string>;
  readonly inviteAgain: (email: string) => Promise<void>;
  readonly join: (person: string, group: Group) => Promise<void>;
  readonly leave: (person: string, group: Group) => Promise<void>;
  readonly enable: (person: string) => Promise<void>;
  /** Signs out, too. */
  readonly disable: (person: string) => Promise<void>;
  readonly remove: (person: string) => Promise<void>;
}

const stateOf = ({ Enabled = true, UserStatus }: UserType): Account['state'] =>
  !Enabled ? 'disabled' : UserStatus === 'FORCE_CHANGE_PASSWORD' ? 'invited' : 'active';

/** @param UserPoolId of this service's own pool */
export const userPool = (UserPoolId: string): Pool => {
  const client = clientOf(CognitoIdentityProviderClient);
  const named = (Username: string) => ({ UserPoolId, Username });
  const mail = { DesiredDeliveryMediums: ['EMAIL' as const] };
  const membersOf = async (GroupName: Group): Promise<ReadonlySet<string>> => {
    const members = new Set<string>();
    for await (const { Users = [] } of paginateListUsersInGroup({ client }, { UserPoolId, GroupName })) {
      for (const { Username = '' } of Users) members.add(Username);
    }
    return members;
  };
  return {
    people: async () => {
      const members = await Promise.all(GROUPS.map(async (group) => ({ group, people: await membersOf(group) })));
      const accounts: Account[] = [];
      for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId })) {
        for (const user of Users) {
          const person = user.Username ?? '';
          const group = members.findLast(({ people }) => people.has(person))?.group;
          const email = user.Attributes?.find(({ Name }) => Name === 'email')?.Value ?? '';
          const changedAt = (user.UserLastModifiedDate ?? user.UserCreateDate ?? new Date(0)).toISOString();
          accounts.push({ person, email, ...(group ? { group } : {}), state: stateOf(user), changedAt });
        }
      }
      return accounts.sort((a, b) => (a.email < b.email ? -1 : 1));
    },
    invite: async (email) => {
      const UserAttributes = [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ];
      const { User } = await client.send(new AdminCreateUserCommand({ ...named(email), ...mail, UserAttributes }));
      return User?.Username ?? '';
    },
    inviteAgain: async (email) => {
      await client.send(new AdminCreateUserCommand({ ...named(email), ...mail, MessageAction: 'RESEND' }));
    },
    join: async (person, GroupName) => {
      await client.send(new AdminAddUserToGroupCommand({ ...named(person), GroupName }));
    },
    leave: async (person, GroupName) => {
      await client.send(new AdminRemoveUserFromGroupCommand({ ...named(person), GroupName }));
    },
    enable: async (person) => {
      await client.send(new AdminEnableUserCommand(named(person)));
    },
    disable: async (person) => {
      await client.send(new AdminDisableUserCommand(named(person)));
      await client.send(new AdminUserGlobalSignOutCommand(named(person)));
    },
    remove: async (person) => {
      await client.send(new AdminDeleteUserCommand(named(person)));
    },
  };
};
