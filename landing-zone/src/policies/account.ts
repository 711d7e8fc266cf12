import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** Owner account: create and place accounts, let the configured groups in. */
export const accountPolicy: readonly Statement[] = [
  // Accounts and creations have no ARN before they exist (Service Authorization Reference, AWS Organizations).
  allow(
    [
      'organizations:CreateAccount',
      'organizations:DescribeAccount',
      'organizations:DescribeCreateAccountStatus',
      'organizations:ListAccounts',
      'organizations:ListCreateAccountStatus',
      'organizations:ListParents',
      'organizations:ListTagsForResource',
      'organizations:MoveAccount',
      'organizations:TagResource',
    ],
    '*',
  ),
  allow(
    [
      'sso:CreateAccountAssignment',
      'sso:DeleteAccountAssignment',
      'sso:DescribeAccountAssignmentCreationStatus',
      'sso:DescribeAccountAssignmentDeletionStatus',
      'sso:ListAccountAssignments',
    ],
    ['arn:aws:sso:::instance/*', 'arn:aws:sso:::permissionSet/*', 'arn:aws:sso:::account/*'],
  ),
  allow(
    ['identitystore:GetGroupId', 'identitystore:ListGroups'],
    ['arn:aws:identitystore::*:identitystore/*', 'arn:aws:identitystore:::group/*'],
  ),
  allow('sts:AssumeRole', 'arn:aws:iam::*:role/OrganizationAccountAccessRole'),
];

/** Tenant account: verify that the account can be used, keep its roles as the baseline says, budget. */
export const tenantPolicy: readonly Statement[] = [
  // Describe actions have no resource types (Service Authorization Reference, Amazon EC2).
  allow(['ec2:DescribeAvailabilityZones', 'ec2:DescribeVpcs'], '*'),
  allow(
    [
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:GetRole',
      'iam:PutRolePolicy',
      'iam:TagRole',
      'iam:UpdateAssumeRolePolicy',
    ],
    'arn:aws:iam::*:role/tenantry-*',
  ),
  allow(['budgets:ModifyBudget', 'budgets:ViewBudget'], 'arn:aws:budgets::*:budget/tenantry-*'),
];
