import type { Config } from '@tenantry/shared/deployment/config';
import { PRODUCTION_TAG, serviceName, TENANT_TAG } from '@tenantry/shared/domain/names';
import { policy, trust } from '@tenantry/shared/infra/policy';
import { accountPolicy, recyclePolicy } from './policies/account.ts';
import { ownerPolicy as adminPolicy } from './policies/admin.ts';
import { identityCenterKey } from './policies/identity-center.ts';
import { recyclePolicy as offboardRecyclePolicy, ownerPolicy } from './policies/offboard.ts';
import { accessRoleGuard, isolationGuard, quarantineGuard, tenantsGuard } from './policies/organization.ts';
import { outsidersGuard } from './policies/outsiders-guard.ts';
import { servicesGuard } from './policies/services-guard.ts';
import { attribute, oneAfterAnother, type Resources, role, type Template, tags } from './template.ts';
import { trail } from './trail.ts';
import { callers } from './trusted.ts';

export interface OwnerInput {
  readonly deployment: string;
  readonly config: Config;
  /** Found by API: the organization's root and the Identity Center instance come into being by hand, once. */
  readonly organizationId: string;
  readonly rootId: string;
  readonly identityCenterInstanceArn: string;
}

/** Managed policies of the permission sets that people are given in tenant accounts. */
const PERMISSIONS: Readonly<Record<'view' | 'operate', readonly string[]>> = {
  // Neither reads objects, rows or secrets: patients' data stays the tenant's.
  view: ['arn:aws:iam::aws:policy/job-function/ViewOnlyAccess'],
  operate: [
    'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess',
    'arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess',
    'arn:aws:iam::aws:policy/AWSSupportAccess',
  ],
};

/** What a permission set allows: as its assignments say, by default by its name. Two answers for one set are refused. */
const rightsOf = (config: Config, name: string): 'view' | 'operate' =>
  config.identityCenter.assignments.find(({ permissionSet, rights }) => permissionSet === name && rights !== undefined)?.rights ??
  (name === 'TenantOperator' ? 'operate' : 'view');

export const permissionSetNames = (config: Config): readonly string[] => [
  ...new Set(config.identityCenter.assignments.map(({ permissionSet }) => permissionSet)),
];
export const permissionSetOutput = (name: string): string => `${logicalName(name)}Arn`;
const logicalName = (name: string): string => `PermissionSet${name.replace(/[^A-Za-z0-9]/g, '')}`;

/** The deployment's organizational units. */
const UNITS = ['TenantsUnit', 'QuarantineUnit', 'BootstrapUnit'] as const;

/** Owner account: organizational units with their guards, permission sets, cost per tenant, and the role of the account service. */
export const ownerTemplate = ({ deployment, config, organizationId, rootId, identityCenterInstanceArn }: OwnerInput): Template => {
  const { tenantsOu, quarantineOu, bootstrapOu, baseline } = config.organization;
  const { owner, ...members } = config.accounts;
  const unit = (name: string) => ({
    Type: 'AWS::Organizations::OrganizationalUnit',
    Properties: { Name: name, ParentId: rootId, Tags: [...tags(deployment), { Key: PRODUCTION_TAG, Value: String(config.production) }] },
  });
  const guard = (name: string, description: string, targets: readonly unknown[], statements: readonly object[], type = 'SERVICE') => ({
    Type: 'AWS::Organizations::Policy',
    Properties: {
      Name: `tenantry-${deployment}-${name}`,
      Description: description,
      Type: `${type}_CONTROL_POLICY`,
      TargetIds: targets,
      Content: policy(statements),
      Tags: tags(deployment),
    },
  });
  const [tenants, quarantine, bootstrap] = UNITS.map((name) => attribute(name, 'Id'));
  const sets = permissionSetNames(config);
  const places = {
    deployment,
    shared: [owner, ...Object.values(members)],
    parents: [
      `arn:aws:organizations::${owner}:root/${organizationId}/${rootId}`,
      ...UNITS.map((name) => ({ 'Fn::Sub': `arn:aws:organizations::${owner}:ou/${organizationId}/\${${name}}` })),
    ],
    bootstrapPath: { 'Fn::Sub': `${organizationId}/${rootId}/\${BootstrapUnit}/` },
    isolationPolicy: { 'Fn::Sub': `arn:aws:organizations::${owner}:policy/${organizationId}/service_control_policy/\${IsolationGuard}` },
    permissionSets: sets.map((name) => attribute(logicalName(name), 'PermissionSetArn')),
  };
  const permissionSets: Resources = Object.fromEntries(
    sets.map((name) => [
      logicalName(name),
      {
        Type: 'AWS::SSO::PermissionSet',
        Properties: {
          InstanceArn: identityCenterInstanceArn,
          Name: name,
          Description: `Tenantry: ${name} in tenant accounts`,
          SessionDuration: 'PT4H',
          ManagedPolicies: PERMISSIONS[rightsOf(config, name)],
          Tags: tags(deployment),
        },
      },
    ]),
  );
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${deployment}: organization, access and cost`,
    Resources: {
      // Organizations answers a second change meanwhile with ConcurrentModificationException, which CloudFormation repeats for neither
      // unit nor policy (aws-cloudformation-resource-providers-organizations, BaseHandlerStd).
      ...oneAfterAnother([
        ['TenantsUnit', unit(tenantsOu)],
        ['QuarantineUnit', unit(quarantineOu)],
        ['BootstrapUnit', unit(bootstrapOu)],
        ['QuarantineGuard', guard('quarantine', 'Only taking back is allowed', [quarantine], quarantineGuard(deployment, baseline))],
        ['TenantsGuard', guard('tenants', 'What nobody does in a tenant account', [tenants, bootstrap], tenantsGuard(deployment))],
        [
          'ServicesGuard',
          guard('services', 'Regions and services of a tenant account', [tenants, bootstrap], servicesGuard(config.region, baseline)),
        ],
        ['AccessRoleGuard', guard('access-role', 'No administrator but in the bootstrap unit', [tenants, quarantine], accessRoleGuard)],
        // The account stage attaches it to accounts, one by one.
        ['IsolationGuard', guard('isolation', 'Nobody but the stages', [], isolationGuard(deployment))],
        [
          'OutsidersGuard',
          guard(
            'outsiders',
            'Nobody outside the organization',
            [tenants, quarantine, bootstrap, ...Object.values(members)],
            outsidersGuard(organizationId),
            'RESOURCE',
          ),
        ],
      ]),
      ...permissionSets,
      ...trail(deployment, config),
      AccountRole: role(
        deployment,
        serviceName(deployment, 'account'),
        trust(config.accounts.superAdmin, callers(deployment, config, 'account')),
        [...accountPolicy(places), ...(config.organization.recycle ? recyclePolicy(deployment) : []), ...identityCenterKey(config)],
      ),
      OffboardRole: role(
        deployment,
        serviceName(deployment, 'offboard'),
        trust(config.accounts.superAdmin, callers(deployment, config, 'offboard')),
        [
          ...ownerPolicy(deployment, places.shared),
          ...(config.organization.recycle ? offboardRecyclePolicy(deployment) : []),
          ...identityCenterKey(config),
        ],
      ),
      AdminRole: role(
        deployment,
        serviceName(deployment, 'admin'),
        trust(config.accounts.superAdmin, callers(deployment, config, 'admin')),
        adminPolicy,
      ),
      // Accounts give each tenant's cost; what tenants have in shared accounts (builds, secrets) carries the tag.
      TenantCost: {
        Type: 'AWS::CE::CostCategory',
        Properties: {
          // Letters, digits, spaces, hyphens and underscores only (Cost Explorer API reference, CreateCostCategoryDefinition).
          Name: `Tenant - tenantry ${deployment}`,
          RuleVersion: 'CostCategoryExpression.v1',
          Rules: JSON.stringify([{ Type: 'INHERITED_VALUE', InheritedValue: { DimensionName: 'TAG', DimensionKey: TENANT_TAG } }]),
          DefaultValue: 'shared',
        },
      },
    },
    Outputs: {
      TenantsUnitId: { Value: attribute('TenantsUnit', 'Id') },
      QuarantineUnitId: { Value: attribute('QuarantineUnit', 'Id') },
      IsolationGuardId: { Value: attribute('IsolationGuard', 'Id') },
      BootstrapUnitId: { Value: attribute('BootstrapUnit', 'Id') },
      ...Object.fromEntries(sets.map((name) => [permissionSetOutput(name), { Value: attribute(logicalName(name), 'PermissionSetArn') }])),
    },
  };
};
