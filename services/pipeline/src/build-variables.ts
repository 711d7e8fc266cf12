import { createHash } from 'node:crypto';
import { inForm } from '@tenantry/events-schema/variable-names';
import type { DeliveryRole } from '@tenantry/landing-zone/policies/delivery';
import { applicationRoleName } from '@tenantry/landing-zone/policies/release';
import type { ReleaseRole } from '@tenantry/landing-zone/tenant';
import { limitsOf } from '@tenantry/shared/deployment/plans';
import type { Release } from '@tenantry/shared/deployment/release';
import { REPOSITORIES, type Repository } from '@tenantry/shared/deployment/repositories';
import { crossAccountRoleArn, roleArn, tenantResourceName } from '@tenantry/shared/domain/names';
import type { Scope } from './scope.ts';

/** What the tenant's builds need to know of the tenant. */
export interface TenantFacts {
  readonly accountId: string;
  readonly slug: string;
  readonly name: string;
  readonly domain: string;
  readonly plan: string;
  readonly cell: string;
  readonly vpcId: string;
  readonly privateSubnetIds: readonly string[];
  readonly bucketName: string;
  readonly apiId: string;
  readonly schemaName: string;
  readonly databaseSecretArn: string;
  readonly migrationsSecretArn: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly signInUrl: string;
  readonly stackName: string;
  /** What is delivered. */
  readonly chosen: Release;
  /** The tenant's own; they override the common ones. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The environment of all builds of a tenant: common variables, the tenant's, and what the platform derives, which nobody overrides. */
export const buildVariables = (
  { tenantId, deployment, config, delivery }: Pick<Scope, 'tenantId' | 'deployment' | 'config' | 'delivery'>,
  facts: TenantFacts,
): Readonly<Record<string, string>> => ({
  ...inForm(config.commonVariables),
  ...inForm(facts.variables),
  STAGE: deployment,
  TENANT_ID: tenantId,
  TENANT_SLUG: facts.slug,
  TENANT_NAME: facts.name,
  TENANT_DOMAIN: facts.domain,
  TENANT_PLAN: facts.plan,
  FUNCTION_MEMORY: String(limitsOf(config, facts.plan).memoryMb),
  ACCOUNT_ID: facts.accountId,
  APPLICATION_ROLE_ARN: roleArn(facts.accountId, applicationRoleName(deployment)),
  ARTIFACT_BUCKET: delivery.artifactBucket,
  STACK_NAME: facts.stackName,
  VPC_ID: facts.vpcId,
  PRIVATE_SUBNET_IDS: facts.privateSubnetIds.join(','),
  DATABASE_CIDR: databaseCidrOf(config, facts.cell),
  SCHEMA_NAME: facts.schemaName,
  DATABASE_SECRET_ARN: facts.databaseSecretArn,
  MIGRATIONS_SECRET_ARN: facts.migrationsSecretArn,
  API_ID: facts.apiId,
  UI_BUCKET: facts.bucketName,
  USER_POOL_ID: facts.userPoolId,
  USER_POOL_CLIENT_ID: facts.userPoolClientId,
  UI_CONFIG: JSON.stringify(uiConfig(tenantId, facts)),
});

/** All that differs between the consoles of two tenants. Nothing in it is secret. */
const uiConfig = (tenantId: string, facts: TenantFacts) => ({
  tenantId,
  name: facts.name,
  userPoolId: facts.userPoolId,
  userPoolClientId: facts.userPoolClientId,
  signInUrl: facts.signInUrl,
  release: facts.chosen.commits.ui,
});

/** The range of the VPC that holds the database: the tenant's function talks to it and to AWS's APIs, and to nothing else. */
const databaseCidrOf = ({ network }: Scope['config'], cell: string): string => {
  const found = network.cells.find(({ name }) => name === cell);
  if (!found) throw new Error(`cell ${cell} is not configured any more, but has tenants: put it back and deploy the landing zone`);
  return found.databaseCidr;
};

/** The same for the same variables in any order: a change of it means another release. */
export const fingerprintOf = (variables: Readonly<Record<string, string>>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 16);

export interface Build {
  readonly repository: Repository;
  /** Of the pipeline. */
  readonly stage: string;
  readonly purpose: Exclude<DeliveryRole, 'pipeline'>;
  /** What it may do in the tenant's account. */
  readonly role: ReleaseRole;
  /** How long the sample application's build takes once it runs. */
  readonly usualSeconds: number;
}
const BUILDS: Readonly<Record<Repository, Omit<Build, 'repository'>>> = {
  database: { stage: 'Data', purpose: 'data', role: 'migrate', usualSeconds: 25 },
  api: { stage: 'Service', purpose: 'service', role: 'service', usualSeconds: 30 },
  ui: { stage: 'UI', purpose: 'ui', role: 'ui', usualSeconds: 35 },
};
/** One build project per repository, in the order of a release. */
export const builds: readonly Build[] = REPOSITORIES.map((repository) => ({ repository, ...BUILDS[repository] }));
/** A build usually waits in the queue and for its container. Seconds. */
export const BUILD_START = 105;
/** How long one build may take, waiting in the queue apart. */
export const BUILD_MINUTES = 30;

/** What the build assumes in the tenant's account, for all that it does there. */
export const tenantRoleOf = (accountId: string, deployment: string, { role }: Build): string =>
  crossAccountRoleArn(accountId, deployment, role);

export const projectName = (tenantId: string, { purpose }: Build): string => tenantResourceName(tenantId, purpose);
export const projectNames = (tenantId: string): string[] => builds.map((build) => projectName(tenantId, build));
