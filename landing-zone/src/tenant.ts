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
  readonly accounts: Config['accounts'];
}

/** Roles of a tenant's account by the service that uses them; `deploy` is used by builds of the DevOps account. */
export const TENANT_ROLES = ['account', 'network', 'edge', 'pipeline', 'deploy', 'offboard'] as const;

/** Baseline of a tenant's account: one narrow role per service, the bound of all others, and nothing that costs money. Applied by the account service. */
export const tenantBaseline = ({ deployment, accounts }: TenantBaselineInput): Template => {
  const serviceRole = (service: string, statements: readonly Statement[]) =>
    role(deployment, serviceName(deployment, service), trust(accounts.superAdmin, callers(deployment, service)), statements);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${deployment}: roles of a tenant's account`,
    Resources: {
      AccountRole: serviceRole('account', accountTenantPolicy),
      NetworkRole: serviceRole('network', networkPolicy),
      EdgeRole: serviceRole('edge', edgePolicy),
      PipelineRole: serviceRole('pipeline', pipelinePolicy),
      DeployRole: role(deployment, serviceName(deployment, 'deploy'), trust(accounts.devops, [buildRoleName(deployment)]), deployPolicy),
      OffboardRole: serviceRole('offboard', offboardPolicy),
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
