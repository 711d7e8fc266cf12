/** Names that every part derives and none stores: so a service packages, deploys and runs by itself. */
/** Also the name of a service's table, queue and cross-account roles. */
export const serviceName = (stage: string, service: string): string => `tenantry-${stage}-${service}`;
export const deadLetterQueueName = (stage: string, service: string): string => `${serviceName(stage, service)}-dlq`;
export const functionRoleName = (stage: string, service: string): string => `${serviceName(stage, service)}-function`;
export const roleArn = (accountId: string, roleName: string): string => `arn:aws:iam::${accountId}:role/${roleName}`;
/** The role of a service in another account. */
export const crossAccountRoleArn = (accountId: string, stage: string, service: string): string =>
  roleArn(accountId, serviceName(stage, service));
export const landingZoneParameter = (stage: string): string => `/tenantry/${stage}/landing-zone`;
export const developerRoleName = (stage: string): string => `tenantry-${stage}-developer`;
/** The role of the DevOps account's builds. */
export const buildRoleName = (stage: string): string => `tenantry-${stage}-build`;
/** The permissions boundary of what releases make in a tenant's account. */
export const boundaryName = (stage: string): string => `tenantry-${stage}-boundary`;

/** Name of a tenant's resource where AWS wants lower case: `tenantry-01j…-ui`. At most 63 characters, as S3 wants. */
export const tenantResourceName = (tenantId: string, purpose?: string): string =>
  `tenantry-${tenantId.toLowerCase()}${purpose ? `-${purpose}` : ''}`;

export const TENANT_TAG = 'tenantry:tenant-id';
export const STAGE_TAG = 'tenantry:stage';
/** An account that is free for the next tenant of the named deployment stage; see docs/adr/0006. */
export const POOL_TAG = 'tenantry:pool';
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}
/** The tags by which a resource is found again and known as ours. */
export const tenantTags = (stage: string, tenantId: string): Tag[] => [
  { Key: TENANT_TAG, Value: tenantId },
  { Key: STAGE_TAG, Value: stage },
];
