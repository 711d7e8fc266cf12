/** Names that every part derives and none stores: so each service can be packaged, deployed and run alone. */
/** Also the name of a service's table, queue and cross-account roles. */
export const serviceName = (deployment: string, service: string): string => `tenantry-${deployment}-${service}`;
export const deadLetterQueueName = (deployment: string, service: string): string => `${serviceName(deployment, service)}-dlq`;
export const functionRoleName = (deployment: string, service: string): string => `${serviceName(deployment, service)}-function`;
export const roleArn = (accountId: string, roleName: string): string => `arn:aws:iam::${accountId}:role/${roleName}`;
/** The role of a service in another account. */
export const crossAccountRoleArn = (accountId: string, deployment: string, service: string): string =>
  roleArn(accountId, serviceName(deployment, service));
/** The deployment's one dashboard of CloudWatch. */
export const dashboardName = (deployment: string): string => `tenantry-${deployment}`;
/** Where offboard keeps what it decided: the one table of a service that others read (docs/adr/0031-who-may-say-what-on-the-bus.md). */
export const decisionsTableName = (deployment: string): string => `${serviceName(deployment, 'offboard')}-decisions`;
/** The cluster that serves every tenant. */
export const databaseClusterName = (deployment: string): string => `tenantry-${deployment}`;
export const landingZoneParameter = (deployment: string): string => `/tenantry/${deployment}/landing-zone`;
export const developerRoleName = (deployment: string): string => `tenantry-${deployment}-developer`;
/** As which `npm run restore` works. */
export const restoreRoleName = (deployment: string): string => `tenantry-${deployment}-restore`;
/** The permissions boundary of what releases make in a tenant's account. */
export const boundaryName = (deployment: string): string => `tenantry-${deployment}-boundary`;

/** Name of a tenant's resource where AWS wants lower case: `tenantry-01j…-ui`. At most 63 characters, as S3 wants. */
export const tenantResourceName = (tenantId: string, purpose?: string): string =>
  `tenantry-${tenantId.toLowerCase()}${purpose ? `-${purpose}` : ''}`;

export const TENANT_TAG = 'tenantry:tenant-id';
/** The secret by which the super admins' API knows its distribution. */
export const consoleOriginSecret = (deployment: string): string => `${serviceName(deployment, 'admin')}-origin`;
export const DEPLOYMENT_TAG = 'tenantry:stage';
/** On a unit of the organization: whether real tenants are in the deployment. */
export const PRODUCTION_TAG = 'tenantry:production';
/** The cell whose hub or database VPC it is: tenants are peered with such VPCs, and only their tables with it lead to tenants. */
export const CELL_TAG = 'tenantry:cell';
/** An account that is free for the next tenant of the named deployment; see docs/adr/0006. */
export const POOL_TAG = 'tenantry:pool';
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}
/** The tags by which a resource is found again and known as ours. */
export const tenantTags = (deployment: string, tenantId: string): Tag[] => [
  { Key: TENANT_TAG, Value: tenantId },
  { Key: DEPLOYMENT_TAG, Value: deployment },
];
