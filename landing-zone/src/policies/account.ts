import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** Owner account: creates and places accounts, lets the configured groups in, watches the cost. */
export const accountPolicy: readonly Statement[] = [
  // Accounts and creations have no ARN before they exist (Service Authorization Reference, AWS Organizations).
  allow(
    [
      'organizations:CreateAccount',
      'organizations:DescribeAccount',
      'organizations:DescribeCreateAccountStatus',
      'organizations:ListAccounts',
      'organizations:ListAccountsForParent',
      'organizations:ListCreateAccountStatus',
      'organizations:ListParents',
      'organizations:ListTagsForResource',
      'organizations:TagResource', // for the tags of CreateAccount, and of an account from the pool
      'organizations:UntagResource',
    ],
    '*',
  ),
  // The account, where it comes from and where it goes.
  allow(
    'organizations:MoveAccount',
    ['account', 'ou', 'root'].map((type) => `arn:aws:organizations::*:${type}/o-*/*`),
  ),
  allow(
    ['sso:CreateAccountAssignment', 'sso:DeleteAccountAssignment', 'sso:ListAccountAssignments'],
    ['arn:aws:sso:::instance/*', 'arn:aws:sso:::permissionSet/*', 'arn:aws:sso:::account/*'],
  ),
  // Requests have no ARN: their status is the instance's (Service Authorization Reference, AWS IAM Identity Center).
  allow(['sso:DescribeAccountAssignmentCreationStatus', 'sso:DescribeAccountAssignmentDeletionStatus'], 'arn:aws:sso:::instance/*'),
  allow('identitystore:GetGroupId', ['arn:aws:identitystore::*:identitystore/*', 'arn:aws:identitystore:::group/*']),
  // Budgets has two actions for everything, and one for tags (Service Authorization Reference, AWS Budget Service).
  allow(['budgets:ModifyBudget', 'budgets:TagResource', 'budgets:ViewBudget'], 'arn:aws:budgets::*:budget/tenantry-*'),
  // Only to create the narrow roles of a new account.
  allow('sts:AssumeRole', 'arn:aws:iam::*:role/OrganizationAccountAccessRole'),
];

/** Tenant account: keeps the roles as the baseline says, and asks every service that is needed later whether it would work. */
export const tenantPolicy: readonly Statement[] = [
  allow(
    [
      'cloudformation:ContinueUpdateRollback',
      'cloudformation:CreateStack',
      'cloudformation:DeleteStack',
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStacks',
      'cloudformation:GetTemplate',
      'cloudformation:UpdateStack',
    ],
    'arn:aws:cloudformation:*:*:stack/tenantry-*/*',
  ),
  // CloudFormation works with the rights of its caller, and looks at a role's policies before it deletes the role.
  allow(
    [
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:PutRolePolicy',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
    ],
    'arn:aws:iam::*:role/tenantry-*',
  ),
  allow(
    [
      'iam:CreatePolicy',
      'iam:CreatePolicyVersion',
      'iam:DeletePolicy',
      'iam:DeletePolicyVersion',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:ListEntitiesForPolicy',
      'iam:ListPolicyVersions',
      'iam:TagPolicy',
      'iam:UntagPolicy',
    ],
    'arn:aws:iam::*:policy/tenantry-*-boundary',
  ),
  // Lists: they have no resource types (Service Authorization Reference of each service).
  allow(
    [
      'acm:ListCertificates',
      'cloudfront:ListDistributions',
      'cognito-idp:ListUserPools',
      'ec2:DescribeAvailabilityZones',
      'ses:ListEmailIdentities',
      'wafv2:ListWebACLs',
    ],
    '*',
  ),
  allow('apigateway:GET', 'arn:aws:apigateway:*::/apis'),
  // Dry runs, which need the permission of the call itself.
  allow(['ec2:AllocateAddress', 'ec2:CreateInternetGateway', 'ec2:CreateVpc'], 'arn:aws:ec2:*:*:*/*'),
];
