import { serviceName } from '@tenantry/shared/domain/names';

/** Name of a CodeCommit repository of the tenants' application. */
export const repositoryName = (deployment: string, repository: string): string => serviceName(deployment, `tenant-app-${repository}`);
export const artifactBucketName = (deployment: string, devopsAccountId: string): string =>
  serviceName(deployment, `artifacts-${devopsAccountId}`);
/** Accepts the peerings of the builds' VPC and of the hub with the database VPC, for CloudFormation only. */
export const peeringAccepterRoleName = (deployment: string): string => serviceName(deployment, 'peering-accepter');
/** The bucket of what is recorded, in the production account, where no service of ours gets at buckets. */
export const logBucketName = (deployment: string, accountId: string): string => serviceName(deployment, `logs-${accountId}`);
/** Web ACLs log into a bucket of their own account, whose name begins like this (AWS WAF Developer Guide, "Amazon Simple Storage Service bucket"). */
export const webAclLogBucketName = (deployment: string, accountId: string): string => `aws-waf-logs-${deployment}-${accountId}`;
export const trailName = (deployment: string): string => `tenantry-${deployment}`;
/** The main stack of each shared account; the others' names begin with it (`stack-place.ts`). */
export const stackName = (deployment: string): string => serviceName(deployment, 'landing-zone');
/** SSM parameters with which a function of the super-admin account joins the database VPC. */
export const functionSubnetsParameter = (deployment: string): string => `/tenantry/${deployment}/functions/subnet-ids`;
export const functionSecurityGroupParameter = (deployment: string): string => `/tenantry/${deployment}/functions/security-group-id`;
/** The secret of the cluster's administrator, which RDS names: one service may read that one. */
export const databaseSecretParameter = (deployment: string): string => `/tenantry/${deployment}/database/admin-secret-arn`;
/** SSM parameters with which the console's distribution finds what stands in front of it. */
export const consoleCertificateParameter = (deployment: string): string => `/tenantry/${deployment}/console/certificate-arn`;
export const consoleWebAclParameter = (deployment: string): string => `/tenantry/${deployment}/console/web-acl-arn`;
