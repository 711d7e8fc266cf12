import { DEPLOYMENT_TAG, TENANT_TAG } from '@tenantry/shared/domain/names';
import { allow, deny, type Statement } from '@tenantry/shared/infra/policy';
import { ACCESS_ROLE } from './organization.ts';

const ACCOUNT = 'arn:aws:organizations::*:account/o-*/*';

/** What the policy of the owner account names: ids that AWS has given. */
export interface OwnerPlaces {
  readonly deployment: string;
  /** Accounts that are no tenant's. */
  readonly shared: readonly string[];
  /** ARNs of the root and of the deployment's units, between which accounts are moved. */
  readonly parents: readonly unknown[];
  /** The bootstrap unit's way down from the organization, `o-…/r-…/ou-…/`. */
  readonly bootstrapPath: unknown;
  /** ARN of the service control policy of isolated accounts. */
  readonly isolationPolicy: unknown;
  /** ARNs of the permission sets that the configuration assigns. */
  readonly permissionSets: readonly unknown[];
}

/**
 * What nobody who runs tenants does to an account that is no tenant's, whatever else a policy allows: SCPs do not concern principals of
 * the owner account (Organizations User Guide, "SCPs").
 */
export const keepShared = (shared: readonly string[]): readonly Statement[] => [
  deny(
    [
      'organizations:AttachPolicy',
      'organizations:CloseAccount',
      'organizations:DetachPolicy',
      'organizations:MoveAccount',
      'organizations:TagResource',
      'organizations:UntagResource',
    ],
    shared.map((account) => `arn:aws:organizations::*:account/o-*/${account}`),
  ),
  deny(
    'sts:AssumeRole',
    shared.map((account) => `arn:aws:iam::${account}:role/*`),
  ),
  deny(
    ['sso:CreateAccountAssignment', 'sso:DeleteAccountAssignment'],
    shared.map((account) => `arn:aws:sso:::account/${account}`),
  ),
];

/** Accounts of this deployment: two may share an organization. */
const ours = (deployment: string) => ({ StringEquals: { [`aws:ResourceTag/${DEPLOYMENT_TAG}`]: deployment } });
const newOfOurs = (deployment: string) => ({
  StringEquals: { [`aws:RequestTag/${DEPLOYMENT_TAG}`]: deployment },
  Null: { [`aws:RequestTag/${TENANT_TAG}`]: 'false' },
});

/** Owner account: creates and places accounts, lets the configured groups in, watches the cost. */
export const accountPolicy = ({
  deployment,
  shared,
  parents,
  bootstrapPath,
  isolationPolicy,
  permissionSets,
}: OwnerPlaces): readonly Statement[] => [
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
  allow('organizations:TagResource', '*', newOfOurs(deployment)),
  allow(['organizations:DescribeAccount', 'organizations:ListParents', 'organizations:ListTagsForResource'], ACCOUNT),
  // The account, where it is and where it goes: all three are resources of the call.
  allow('organizations:MoveAccount', ACCOUNT, ours(deployment)),
  allow('organizations:MoveAccount', parents),
  // The one policy, and accounts of the deployment: both are resources of the call.
  allow(['organizations:AttachPolicy', 'organizations:DetachPolicy'], ACCOUNT, ours(deployment)),
  allow(['organizations:AttachPolicy', 'organizations:DetachPolicy'], [isolationPolicy]),
  allow('organizations:ListPoliciesForTarget', ACCOUNT),
  allow('sso:CreateAccountAssignment', ['arn:aws:sso:::instance/*', 'arn:aws:sso:::account/*', ...permissionSets]),
  // Of every set: one that the configuration names no more is still assigned.
  allow(
    ['sso:DeleteAccountAssignment', 'sso:ListAccountAssignments'],
    ['arn:aws:sso:::instance/*', 'arn:aws:sso:::permissionSet/*', 'arn:aws:sso:::account/*'],
  ),
  // Which sets are in an account, and whose they are: others may be the organization's own.
  allow('sso:ListPermissionSetsProvisionedToAccount', ['arn:aws:sso:::instance/*', 'arn:aws:sso:::account/*']),
  allow('sso:ListTagsForResource', ['arn:aws:sso:::instance/*', 'arn:aws:sso:::permissionSet/*']),
  // Requests have no ARN: their status is the instance's (Service Authorization Reference, AWS IAM Identity Center).
  allow(['sso:DescribeAccountAssignmentCreationStatus', 'sso:DescribeAccountAssignmentDeletionStatus'], 'arn:aws:sso:::instance/*'),
  allow('identitystore:GetGroupId', ['arn:aws:identitystore::*:identitystore/*', 'arn:aws:identitystore:::group/*']),
  // Budgets has two actions for everything, and two for tags (Service Authorization Reference, AWS Budget Service).
  allow(
    ['budgets:ListTagsForResource', 'budgets:ModifyBudget', 'budgets:TagResource', 'budgets:ViewBudget'],
    'arn:aws:budgets::*:budget/tenantry-*',
  ),
  // Only to write the narrow roles of an account, which is in the bootstrap unit meanwhile.
  allow('sts:AssumeRole', `arn:aws:iam::*:role/${ACCESS_ROLE}`, { 'ForAnyValue:StringLike': { 'aws:ResourceOrgPaths': bootstrapPath } }),
  ...keepShared(shared),
];

/** Owner account, where accounts are recycled: looks for a free one in the quarantine and takes it. */
export const recyclePolicy = (deployment: string): readonly Statement[] => [
  allow('organizations:ListAccountsForParent', ['arn:aws:organizations::*:ou/o-*/ou-*']),
  allow('organizations:UntagResource', ACCOUNT, ours(deployment)),
];

/** Tenant account: looks at the roles' stack, and asks every service that is needed later whether it would work. Writes no role. */
export const tenantPolicy: readonly Statement[] = [
  allow(
    ['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStacks', 'cloudformation:GetTemplate'],
    'arn:aws:cloudformation:*:*:stack/tenantry-*/*',
  ),
  allow('iam:GetRole', 'arn:aws:iam::*:role/tenantry-*'),
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
