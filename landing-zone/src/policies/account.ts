import { TENANT_TAG } from '@tenantry/shared/domain/names';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

const ACCOUNT = 'arn:aws:organizations::*:account/o-*/*';

/** Owner account: creates and places accounts, lets the configured groups in, watches the cost. */
export const accountPolicy: readonly Statement[] = [
  // Creations and lists have no resource types (Service Authorization Reference, AWS Organizations).
  allow(
    [
      'organizations:CreateAccount',
      'organizations:DescribeCreateAccountStatus',
      'organizations:ListAccounts',
      'organizations:ListCreateAccountStatus',
    ],
    '*',
  ),
  // An account has no ARN while it is created with its tags.
  allow('organizations:TagResource', '*', { Null: { [`aws:RequestTag/${TENANT_TAG}`]: 'false' } }),
  allow(['organizations:DescribeAccount', 'organizations:ListParents', 'organizations:ListTagsForResource'], ACCOUNT),
  // From the root into the unit of tenants and on to the quarantine: all three are resources of the call.
  allow('organizations:MoveAccount', [ACCOUNT, 'arn:aws:organizations::*:ou/o-*/ou-*', 'arn:aws:organizations::*:root/o-*/r-*']),
  allow(
    ['sso:CreateAccountAssignment', 'sso:DeleteAccountAssignment', 'sso:ListAccountAssignments'],
    ['arn:aws:sso:::instance/*', 'arn:aws:sso:::permissionSet/*', 'arn:aws:sso:::account/*'],
  ),
  // Requests have no ARN: their status is the instance's (Service Authorization Reference, AWS IAM Identity Center).
  allow(['sso:DescribeAccountAssignmentCreationStatus', 'sso:DescribeAccountAssignmentDeletionStatus'], 'arn:aws:sso:::instance/*'),
  allow('identitystore:GetGroupId', ['arn:aws:identitystore::*:identitystore/*', 'arn:aws:identitystore:::group/*']),
  // Budgets has two actions for everything, and two for tags (Service Authorization Reference, AWS Budget Service).
  allow(
    ['budgets:ListTagsForResource', 'budgets:ModifyBudget', 'budgets:TagResource', 'budgets:ViewBudget'],
    'arn:aws:budgets::*:budget/tenantry-*',
  ),
  // Only to create the narrow roles of a new account.
  allow('sts:AssumeRole', 'arn:aws:iam::*:role/OrganizationAccountAccessRole'),
];

/** Owner account, where accounts are recycled: looks for a free one in the quarantine and takes it. */
export const recyclePolicy: readonly Statement[] = [
  allow('organizations:ListAccountsForParent', ['arn:aws:organizations::*:ou/o-*/ou-*']),
  allow('organizations:UntagResource', ACCOUNT),
];

/** Tenant account: keeps the roles as the baseline says, and asks every service that is needed later whether it would work. */
export const tenantPolicy: readonly Statement[] = [
  allow(
    [
      'cloudformation:ContinueUpdateRollback',
      'cloudformation:DeleteStack',
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStacks',
      'cloudformation:GetTemplate',
      'cloudformation:TagResource',
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
      'events:ListRules',
      'lambda:ListFunctions',
      'logs:DescribeLogGroups',
      's3:ListAllMyBuckets',
      'secretsmanager:ListSecrets',
      'ses:ListEmailIdentities',
      'wafv2:ListWebACLs',
    ],
    '*',
  ),
  allow('apigateway:GET', 'arn:aws:apigateway:*::/apis'),
  // Dry runs, which need the permission of the call itself.
  allow(['ec2:AllocateAddress', 'ec2:CreateInternetGateway', 'ec2:CreateVpc'], 'arn:aws:ec2:*:*:*/*'),
];
