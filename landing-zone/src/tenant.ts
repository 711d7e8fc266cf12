import type { Config } from '@tenantry/shared/deployment/config';
import { boundaryName, serviceName, tenantResourceName } from '@tenantry/shared/domain/names';
import { policy, type Statement, trust } from '@tenantry/shared/infra/policy';
import { tenantPolicy as accountTenantPolicy } from './policies/account.ts';
import { boundaryPolicy } from './policies/boundary.ts';
import { tenantPolicy as edgePolicy } from './policies/edge.ts';
import { tenantPolicy as networkPolicy } from './policies/network.ts';
import { tenantPolicy as offboardPolicy } from './policies/offboard.ts';
import { tenantPolicy as pipelinePolicy } from './policies/pipeline.ts';
import { applicationPolicy, applicationRoleName, migratePolicy, type ReleaseOf, servicePolicy, uiPolicy } from './policies/release.ts';
import { artifactBucketName } from './resource-names.ts';
import { type Resource, role, serviceTrust, type Template } from './template.ts';
import { callers } from './trusted.ts';

export interface TenantBaselineInput {
  readonly deployment: string;
  readonly tenantId: string;
  readonly config: Pick<Config, 'accounts' | 'production'>;
}

/** What each service's role in a tenant's account may do. */
const SERVICES = {
  account: accountTenantPolicy,
  network: networkPolicy,
  edge: edgePolicy,
  pipeline: pipelinePolicy,
  offboard: offboardPolicy,
} satisfies Readonly<Record<string, readonly Statement[]>>;
/** What each step of a release may do there, assumed by the tenant's builds in the DevOps account. */
const STEPS = {
  migrate: migratePolicy,
  service: servicePolicy,
  ui: uiPolicy,
} satisfies Readonly<Record<string, (of: ReleaseOf) => readonly Statement[]>>;
export type ReleaseRole = keyof typeof STEPS;
type ServiceName = keyof typeof SERVICES;
/** The tenant's project in the DevOps account that runs the step, and the end of its role's name. */
const BUILT_BY: Readonly<Record<ReleaseRole, string>> = { migrate: 'data', service: 'service', ui: 'ui' };

/** Roles of an account that is taken back: `offboard`, which may delete everything, is there from then on only. They end with the account. */
export const LASTING_ROLES: readonly string[] = ['account', 'offboard'] satisfies readonly ServiceName[];
/** Roles of a tenant's account while the tenant is there: of services, of steps of a release, and the application's own. */
export const TENANT_ROLES: readonly string[] = [
  ...Object.keys(SERVICES).filter((name) => name !== 'offboard'),
  ...Object.keys(STEPS),
  'application',
];

/** Logical id of a role: `NetworkRole`. */
export const roleId = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Role`;

/** The application's function is bounded besides: anyone who gives its role more gives it nothing. */
const applicationRole = (of: ReleaseOf): Resource => {
  const trusted = serviceTrust('lambda.amazonaws.com', { 'Fn::Sub': '${AWS::AccountId}' });
  const { Type, Properties } = role(of.deployment, applicationRoleName(of.deployment), trusted, applicationPolicy(of));
  const PermissionsBoundary = { 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:policy/${boundaryName(of.deployment)}` };
  return { Type, DependsOn: 'Boundary', Properties: { ...Properties, PermissionsBoundary } };
};

/** A template of roles, and the boundary of the application's, which IAM deletes only when no role is left within it. */
const rolesTemplate = (names: readonly string[], { deployment, tenantId, config }: TenantBaselineInput): Template => {
  const { accounts } = config;
  const of: ReleaseOf = { deployment, tenantId, artifactBucket: artifactBucketName(deployment, accounts.devops) };
  const named = (name: string, trusted: object, statements: readonly Statement[]) =>
    role(deployment, serviceName(deployment, name), trusted, statements);
  const roles: readonly (readonly [name: string, resource: Resource])[] = [
    ...Object.entries(SERVICES).map(
      ([name, statements]) =>
        [name, named(name, trust(accounts.superAdmin, callers(deployment, config, name), tenantId), statements)] as const,
    ),
    ...Object.entries(STEPS).map(
      ([name, statements]) =>
        [name, named(name, trust(accounts.devops, [tenantResourceName(tenantId, BUILT_BY[name as ReleaseRole])]), statements(of))] as const,
    ),
    ['application', applicationRole(of)],
  ];
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${deployment}: roles of a tenant's account`,
    Resources: {
      ...Object.fromEntries(roles.filter(([name]) => names.includes(name)).map(([name, resource]) => [roleId(name), resource])),
      Boundary: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: boundaryName(deployment),
          Description: "The most that the application's function may do",
          PolicyDocument: policy(boundaryPolicy),
        },
      },
    },
    Outputs: {},
  };
};

/**
 * Baseline of a tenant's account: a narrow role per service, per step of a release and for the application's function, the boundary of the
 * last, and nothing that costs money. Applied by the account stage through the access role: none of these roles writes roles.
 */
export const tenantBaseline = (input: TenantBaselineInput): Template => rolesTemplate(TENANT_ROLES, input);

/** The same account while it is taken back: the account stage's own role, and that of the sweep, which proves that nothing else is left. */
export const sweepBaseline = (input: TenantBaselineInput): Template => rolesTemplate(LASTING_ROLES, input);
