import { PEERINGS_QUOTA } from '@tenantry/shared/deployment/address-plan';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** Owner account: what the super admin API shows of cost and quotas. Reads only. */
export const ownerPolicy: readonly Statement[] = [
  // Neither has resource types (Service Authorization Reference, AWS Cost Explorer and AWS Organizations).
  allow(['ce:GetCostAndUsage', 'organizations:ListAccounts'], '*'),
  // "Maximum number of accounts".
  allow('servicequotas:GetServiceQuota', 'arn:aws:servicequotas:*:*:organizations/L-E619E033'),
];

/** Devops account: runs of tenants' pipelines, and how many builds run at a time. Reads only. Names derive from a tenant id, a ULID: it begins with 0 until the year 10889, so `tenantry-0*` matches every tenant. */
export const devopsPolicy: readonly Statement[] = [
  // Tenants' pipelines, and the one that makes releases.
  allow('codepipeline:ListPipelineExecutions', ['arn:aws:codepipeline:*:*:tenantry-0*', 'arn:aws:codepipeline:*:*:tenantry-*-releases']),
  // "Concurrently running builds for Linux/Small environment".
  allow('servicequotas:GetServiceQuota', 'arn:aws:servicequotas:*:*:codebuild/L-9D07B6EF'),
];

/** Production account: whether a wildcard record leads every tenant's name elsewhere. Reads only. */
export const productionPolicy = (zoneArn: unknown): readonly Statement[] => [allow('route53:ListResourceRecordSets', zoneArn)];

/** "Active VPC peering connections per VPC", in the accounts of hub and database VPC. Reads only. */
export const peeringQuotaPolicy: readonly Statement[] = [
  allow('servicequotas:GetServiceQuota', `arn:aws:servicequotas:*:*:${PEERINGS_QUOTA.ServiceCode}/${PEERINGS_QUOTA.QuotaCode}`),
];

/** "Concurrent executions" of AWS Lambda, in the account of the functions. Reads only. */
export const functionQuotaPolicy: readonly Statement[] = [
  allow('servicequotas:GetServiceQuota', 'arn:aws:servicequotas:*:*:lambda/L-B99A9384'),
];
