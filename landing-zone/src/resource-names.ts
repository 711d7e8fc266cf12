import { serviceName } from '@tenantry/shared/domain/names';

/** Name of a CodeCommit repository of the tenants' application. */
export const repositoryName = (stage: string, repository: string): string => serviceName(stage, `tenant-app-${repository}`);
export const artifactBucketName = (stage: string, devopsAccountId: string): string => serviceName(stage, `artifacts-${devopsAccountId}`);
export const codePipelineRoleName = (stage: string): string => serviceName(stage, 'codepipeline');
/** Accepts the peerings of the builds' VPC and of the hub with the database VPC, for CloudFormation only. */
export const peeringAccepterRoleName = (stage: string): string => serviceName(stage, 'peering-accepter');
export const stackName = (stage: string): string => serviceName(stage, 'landing-zone');
/** The second stack of the super-admin account (`database-routes.ts`). */
export const routesStackName = (stage: string): string => `${stackName(stage)}-routes`;
/** SSM parameters with which a function of the super-admin account joins the database VPC. */
export const functionSubnetsParameter = (stage: string): string => `/tenantry/${stage}/functions/subnet-ids`;
export const functionSecurityGroupParameter = (stage: string): string => `/tenantry/${stage}/functions/security-group-id`;
/** SSM parameters with which the console's distribution finds what stands in front of it. */
export const consoleCertificateParameter = (stage: string): string => `/tenantry/${stage}/console/certificate-arn`;
export const consoleWebAclParameter = (stage: string): string => `/tenantry/${stage}/console/web-acl-arn`;
