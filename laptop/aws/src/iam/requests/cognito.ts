import { type Asked, ask, each, field, global, type Input, member, regional, type Table, unnamed } from './asked.ts';
import { created, tagsOf } from './tags.ts';

const pool = (input: Input): string => regional(input, 'cognito-idp', `userpool/${field(input, 'UserPoolId')}`);
const MAIL_SERVICE = 'email.cognito-idp.amazonaws.com';
/** A pool that sends by SES has Cognito make its role in the caller's name (Cognito Developer Guide, "Using service-linked roles"). */
const mailRole = (input: Input): readonly Asked[] =>
  member(input.params.EmailConfiguration, 'EmailSendingAccount') === 'DEVELOPER'
    ? ask(
        'iam:CreateServiceLinkedRole',
        global(input, 'iam', `role/aws-service-role/${MAIL_SERVICE}/AWSServiceRoleForAmazonCognitoIdpEmailService`),
        { 'iam:AWSServiceName': MAIL_SERVICE },
      )
    : [];
export const cognito: Table = {
  ...unnamed('cognito-idp', 'ListUserPools'),
  CreateUserPool: (input) => [
    ...created(
      'cognito-idp:CreateUserPool',
      '*',
      tagsOf(input.params.UserPoolTags ?? []),
      'cognito-idp:TagResource',
      regional(input, 'cognito-idp', 'userpool/*'),
    ),
    ...mailRole(input),
  ],
  UpdateUserPool: (input) => [...ask('cognito-idp:UpdateUserPool', pool(input)), ...mailRole(input)],
  ...each(
    'cognito-idp',
    [
      'AddUserPoolClientSecret',
      'AdminAddUserToGroup',
      'AdminCreateUser',
      'AdminDisableUser',
      'AdminEnableUser',
      'AdminGetUser',
      'AdminListGroupsForUser',
      'AdminRemoveUserFromGroup',
      'AdminSetUserPassword',
      'AdminUserGlobalSignOut',
      'CreateGroup',
      'CreateManagedLoginBranding',
      'CreateUserPoolClient',
      'CreateUserPoolDomain',
      'DeleteGroup',
      'DeleteManagedLoginBranding',
      'DeleteUserPool',
      'DeleteUserPoolClient',
      'DeleteUserPoolClientSecret',
      'DeleteUserPoolDomain',
      'DescribeManagedLoginBrandingByClient',
      'DescribeUserPool',
      'DescribeUserPoolClient',
      'ListGroups',
      'ListUserPoolClients',
      'ListUserPoolClientSecrets',
      'ListUsers',
      'ListUsersInGroup',
      'SetUserPoolMfaConfig',
      'UpdateUserPoolClient',
      'UpdateUserPoolDomain',
    ],
    pool,
  ),
  ...each('cognito-idp', ['DescribeUserPoolDomain'], () => '*'),
};
