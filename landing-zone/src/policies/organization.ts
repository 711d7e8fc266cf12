import { exemptPrincipals, type OrganizationBaseline } from '@tenantry/shared/deployment/organization-baseline';
import { boundaryName, serviceName } from '@tenantry/shared/domain/names';

/** Service control policies: they grant nothing, they only forbid (Organizations User Guide, "SCPs"). */

/** Organizations creates it in every new account; the account service uses it once. */
const BOOTSTRAP_ROLE = 'OrganizationAccountAccessRole';
const anywhere = (roleName: string): string => `arn:aws:iam::*:role/${roleName}`;
const takingBack = (deployment: string): readonly string[] => [
  anywhere(serviceName(deployment, 'account')),
  anywhere(serviceName(deployment, 'offboard')),
  anywhere(BOOTSTRAP_ROLE),
];

/** CloudFront's parts, and what is global: one of the two regions that the sweep lists. */
const GLOBAL_REGION = 'us-east-1';
/** Makes nothing, and answers in any region. */
const ANYWHERE = ['health:*', 's3:ListAllMyBuckets', 'sts:*', 'support:*'];

/** Tenant accounts stay in the organization, keep their roles and regions, and are run by roles, never by their root user. */
export const tenantsGuard = (deployment: string, region: string, baseline: OrganizationBaseline): readonly object[] => [
  {
    Sid: 'StayInTheOrganization',
    Effect: 'Deny',
    Action: [
      'organizations:LeaveOrganization',
      'account:CloseAccount',
      'account:PutAlternateContact',
      'account:DeleteAlternateContact',
      'account:EnableRegion',
    ],
    Resource: '*',
  },
  // A resource in a region that nobody lists goes on costing (https://github.com/aws-solutions/innovation-sandbox-on-aws/issues/148).
  {
    Sid: 'OnlyListedRegions',
    Effect: 'Deny',
    NotAction: ANYWHERE,
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': [...new Set([region, GLOBAL_REGION])] },
      ArnNotLike: { 'aws:PrincipalArn': [...takingBack(deployment), ...exemptPrincipals(baseline)] },
    },
  },
  {
    Sid: 'NoRootUser',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } },
  },
  {
    Sid: 'KeepTheRoles',
    Effect: 'Deny',
    Action: [
      'iam:AttachRolePolicy',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PutRolePolicy',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
    ],
    Resource: [anywhere(`tenantry-${deployment}-*`), anywhere(BOOTSTRAP_ROLE)],
    Condition: { ArnNotLike: { 'aws:PrincipalArn': takingBack(deployment) } },
  },
  {
    Sid: 'KeepTheBoundary',
    Effect: 'Deny',
    Action: ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'],
    Resource: `arn:aws:iam::*:policy/${boundaryName(deployment)}`,
    Condition: { ArnNotLike: { 'aws:PrincipalArn': takingBack(deployment) } },
  },
  {
    Sid: 'StayWithinTheBoundary',
    Effect: 'Deny',
    Action: 'iam:DeleteRolePermissionsBoundary',
    Resource: anywhere('tenantry-*-api'),
    Condition: { ArnNotLike: { 'aws:PrincipalArn': takingBack(deployment) } },
  },
  { Sid: 'NoUsers', Effect: 'Deny', Action: ['iam:CreateUser', 'iam:CreateAccessKey', 'iam:CreateLoginProfile'], Resource: '*' },
];

/** An account on its way out: nobody but who takes it back does anything in it, and what the organization itself runs in its accounts. */
export const quarantineGuard = (deployment: string, baseline: OrganizationBaseline): readonly object[] => [
  {
    Sid: 'OnlyTakingBack',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { ArnNotLike: { 'aws:PrincipalArn': [...takingBack(deployment), ...exemptPrincipals(baseline)] } },
  },
];
