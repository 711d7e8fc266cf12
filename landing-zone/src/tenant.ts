import type { Config } from '@tenantry/shared/deployment/config';
import { boundaryName, buildRoleName, serviceName } from '@tenantry/shared/domain/names';
import { policy, type Statement, trust } from '@tenantry/shared/infra/policy';
import { tenantPolicy as accountTenantPolicy } from './policies/account.ts';
import { boundaryPolicy } from './policies/boundary.ts';
import { tenantPolicy as deployPolicy } from './policies/deploy.ts';
import { tenantPolicy as edgePolicy } from './policies/edge.ts';
import { tenantPolicy as networkPolicy } from './policies/network.ts';
import { tenantPolicy as offboardPolicy } from './policies/offboard.ts';
import { tenantPolicy as pipelinePolicy } from './policies/pipeline.ts';
import { role, type Template } from './template.ts';
import { callers } from './trusted.ts';

export interface TenantBaselineInput {
  readonly deployment: string;
  readonly config: Pick<Config, 'accounts' | 'production'>;
}

/** What each role of a tenant's account may do, by the service that uses it; `deploy` is used by builds of the DevOps account. */
const POLICIES = {
  account: accountTenantPolicy,
  network: networkPolicy,
  edge: edgePolicy,
  pipeline: pipelinePolicy,
  deploy: deployPolicy,
  offboard: offboardPolicy,
} satisfies Readonly<Record<string, readonly Statement[]>>;
export const TENANT_ROLES: readonly string[] = Object.keys(POLICIES);

/** Roles that stay when the tenant goes: they take the account back, and end with it. */
export const LASTING_ROLES: readonly string[] = ['account', 'offboard'] satisfies readonly (keyof typeof POLICIES)[];

/** Logical id of a role: `NetworkRole`. */
export const roleId = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Role`;

/** Baseline of a tenant's account: one narrow role per service, the permissions boundary for release roles, and nothing that costs money. Applied by the account service. */
export const tenantBaseline = ({ deployment, config }: TenantBaselineInput): Template => {
  const { accounts } = config;
  const tenantRole = (name: string, statements: readonly Statement[]) => {
    const trusted =
      name === 'deploy'
        ? trust(accounts.devops, [buildRoleName(deployment)])
        : trust(accounts.superAdmin, callers(deployment, config, name));
    return role(deployment, serviceName(deployment, name), trusted, statements);
  };
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${deployment}: roles of a tenant's account`,
    Resources: {
      ...Object.fromEntries(Object.entries(POLICIES).map(([name, statements]) => [roleId(name), tenantRole(name, statements)])),
      Boundary: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: boundaryName(deployment),
          Description: 'The most that a role of a release may do',
          PolicyDocument: policy(boundaryPolicy),
        },
      },
    },
    Outputs: {},
  };
};
