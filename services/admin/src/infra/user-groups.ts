import { GROUPS } from '../contract/route.ts';

/** The groups of the user pool, as resources of the template. The least has the highest precedence value. */
export const userGroups: Readonly<Record<string, object>> = Object.fromEntries(
  GROUPS.map((group, precedence) => [
    `Group${group}`,
    {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: { UserPoolId: { Ref: 'UserPool' }, GroupName: group, Precedence: GROUPS.length - precedence },
    },
  ]),
);

/** What inviting, changing and removing people takes, on this pool alone. */
export const MANAGES_PEOPLE = [
  'cognito-idp:AdminAddUserToGroup',
  'cognito-idp:AdminCreateUser',
  'cognito-idp:AdminDeleteUser',
  'cognito-idp:AdminDisableUser',
  'cognito-idp:AdminEnableUser',
  'cognito-idp:AdminRemoveUserFromGroup',
  'cognito-idp:AdminUserGlobalSignOut',
  'cognito-idp:ListUsers',
  'cognito-idp:ListUsersInGroup',
];
