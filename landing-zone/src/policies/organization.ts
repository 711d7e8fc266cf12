import { exemptPrincipals, type OrganizationBaseline } from '@tenantry/shared/deployment/organization-baseline';
import { boundaryName, serviceName } from '@tenantry/shared/domain/names';

/** Service control policies: they grant nothing, they only forbid (Organizations User Guide, "SCPs"). */

/** Organizations creates it in every new account, with every right; it trusts the owner account. */
export const ACCESS_ROLE = 'OrganizationAccountAccessRole';
export const anywhere = (roleName: string): string => `arn:aws:iam::*:role/${roleName}`;
export const unless = (principals: readonly string[]) => ({ ArnNotLike: { 'aws:PrincipalArn': principals } });

/**
 * Tenant accounts stay in the organization and keep their roles, and are run by roles, never by their root user. Only the access role
 * writes the roles, and it can do so in the bootstrap unit alone (`accessRoleGuard`).
 */
export const tenantsGuard = (deployment: string): readonly object[] => [
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
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:DeleteRolePermissionsBoundary',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
    ],
    Resource: [anywhere(`tenantry-${deployment}-*`), anywhere(ACCESS_ROLE)],
    Condition: unless([anywhere(ACCESS_ROLE)]),
  },
  {
    Sid: 'KeepTheBoundary',
    Effect: 'Deny',
    Action: ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'],
    Resource: `arn:aws:iam::*:policy/${boundaryName(deployment)}`,
    Condition: unless([anywhere(ACCESS_ROLE)]),
  },
  // What a release makes is within the boundary, and stays so.
  {
    Sid: 'StayWithinTheBoundary',
    Effect: 'Deny',
    Action: 'iam:DeleteRolePermissionsBoundary',
    Resource: anywhere('tenantry-*'),
    Condition: unless([anywhere(ACCESS_ROLE)]),
  },
  {
    Sid: 'OnlyTheBoundary',
    Effect: 'Deny',
    Action: 'iam:PutRolePermissionsBoundary',
    Resource: anywhere('tenantry-*'),
    Condition: {
      StringNotLike: { 'iam:PermissionsBoundary': `arn:aws:iam::*:policy/${boundaryName(deployment)}` },
      ...unless([anywhere(ACCESS_ROLE)]),
    },
  },
  {
    Sid: 'NoUsers',
    Effect: 'Deny',
    Action: ['iam:CreateUser', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateServiceSpecificCredential'],
    Resource: '*',
  },
  // Identity Center makes its own provider by a service-linked role, which no SCP concerns (Organizations User Guide, "SCPs").
  {
    Sid: 'NoStrangersSignIn',
    Effect: 'Deny',
    Action: [
      'iam:CreateOpenIDConnectProvider',
      'iam:CreateSAMLProvider',
      'iam:UpdateSAMLProvider',
      'iam:AddClientIDToOpenIDConnectProvider',
      'rolesanywhere:*',
    ],
    Resource: '*',
  },
  {
    Sid: 'KeepWatching',
    Effect: 'Deny',
    Action: [
      'access-analyzer:DeleteAnalyzer',
      'cloudtrail:DeleteTrail',
      'cloudtrail:PutEventSelectors',
      'cloudtrail:StopLogging',
      'cloudtrail:UpdateTrail',
      'config:DeleteConfigurationRecorder',
      'config:StopConfigurationRecorder',
      'ec2:DeleteFlowLogs',
      'guardduty:DeleteDetector',
      'guardduty:DisassociateFromAdministratorAccount',
      'guardduty:UpdateDetector',
      'securityhub:DisableSecurityHub',
    ],
    Resource: '*',
  },
];

/** Outside the bootstrap unit, nobody is administrator of a tenant's account: nothing but the bootstrap needs it. */
export const accessRoleGuard: readonly object[] = [
  {
    Sid: 'NoAccessRole',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { ArnLike: { 'aws:PrincipalArn': anywhere(ACCESS_ROLE) } },
  },
];

/** The stages' roles in a tenant's account, each as narrow as its work: by them an isolated tenant is opened again, or removed. */
const STAGE_ROLES = ['account', 'network', 'edge', 'pipeline', 'offboard'];

/**
 * An account that may be compromised: nobody does anything in it, whatever session they have, but the stages. A person gets in as its
 * administrator only through the bootstrap unit (`accessRoleGuard`). Automation of the organization does not: it is no exception here,
 * because an attacker in the account may have its roles.
 */
export const isolationGuard = (deployment: string): readonly object[] => [
  {
    Sid: 'OnlyTheStages',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: unless([...STAGE_ROLES.map((service) => anywhere(serviceName(deployment, service))), anywhere(ACCESS_ROLE)]),
  },
];

/** An account on its way out: nobody but who takes it back does anything in it, and what the organization itself runs in its accounts. */
export const quarantineGuard = (deployment: string, baseline: OrganizationBaseline): readonly object[] => [
  {
    Sid: 'OnlyTakingBack',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: unless([
      anywhere(serviceName(deployment, 'account')),
      anywhere(serviceName(deployment, 'offboard')),
      ...exemptPrincipals(baseline),
    ]),
  },
];
