import type { AwsCall } from '../call.ts';
import { AwsError } from '../errors.ts';
import { freshQuotas, type QuotaName } from '../rules/limits.ts';
import { quotas } from '../rules/quotas.ts';
import type { GatewayContext, Service } from '../types.ts';
import { required } from './request.ts';

interface Quota {
  readonly ServiceCode: string;
  readonly ServiceName: string;
  readonly QuotaCode: string;
  readonly QuotaName: string;
  readonly GlobalQuota: boolean;
  /** Its value in the table of limits. */
  readonly limit: QuotaName;
}

/** Kept in us-east-1 alone. */
const GLOBAL = ['organizations', 'cloudfront'];
const quota = (ServiceCode: string, ServiceName: string, QuotaCode: string, QuotaName: string, limit: QuotaName): Quota => ({
  ServiceCode,
  ServiceName,
  QuotaCode,
  QuotaName,
  GlobalQuota: GLOBAL.includes(ServiceCode),
  limit,
});
const VPC = 'Amazon Virtual Private Cloud (Amazon VPC)';

const QUOTAS: readonly Quota[] = [
  quota('vpc', VPC, 'L-F678F1CE', 'VPCs per Region', 'vpcsPerRegion'),
  quota('vpc', VPC, 'L-7E9ECCDB', 'Active VPC peering connections per VPC', 'peeringsPerVpc'),
  quota('vpc', VPC, 'L-93826ACB', 'Routes per route table', 'routesPerTable'),
  quota('vpc', VPC, 'L-FE5A380F', 'NAT gateways per Availability Zone', 'natGatewaysPerZone'),
  quota('ec2', 'Amazon Elastic Compute Cloud (Amazon EC2)', 'L-0263D0A3', 'EC2-VPC Elastic IPs', 'addressesPerRegion'),
  quota('organizations', 'AWS Organizations', 'L-E619E033', 'Maximum number of accounts', 'accounts'),
  quota('codebuild', 'AWS CodeBuild', 'L-9D07B6EF', 'Concurrently running builds for Linux/Small environment', 'concurrentBuilds'),
  quota('lambda', 'AWS Lambda', 'L-B99A9384', 'Concurrent executions', 'concurrentExecutions'),
  quota('cloudfront', 'Amazon CloudFront', 'L-24B04930', 'Web distributions per AWS account', 'distributionsPerAccount'),
];

interface QuotaInput {
  readonly ServiceCode?: string;
  readonly QuotaCode?: string;
}

/** @throws AwsError as Service Quotas does for what it does not have: a global quota is one of us-east-1 */
const find = (input: QuotaInput, { region }: AwsCall): Quota => {
  const code = required(input.QuotaCode, 'QuotaCode', 'IllegalArgumentException');
  const found = QUOTAS.find(({ ServiceCode, QuotaCode }) => ServiceCode === input.ServiceCode && QuotaCode === code);
  if (!found || (found.GlobalQuota && region !== 'us-east-1'))
    throw new AwsError('NoSuchResourceException', 'The request failed because the specified service or quota does not exist.');
  return found;
};

const shown = ({ limit, ...quota }: Quota, call: AwsCall, context: GatewayContext): object => ({
  ...quota,
  Value: quotas(context)[limit],
  Adjustable: true,
  QuotaArn: `arn:aws:servicequotas:${call.region}:${call.caller.accountId}:${quota.ServiceCode}/${quota.QuotaCode}`,
  Unit: 'None',
  QuotaAppliedAtLevel: 'ACCOUNT',
});

/** Service Quotas: the limits of this AWS. */
export const serviceQuotas: Service = {
  service: 'service-quotas',
  namespace: 'servicequotas',
  operations: {
    GetServiceQuota: (input: QuotaInput, call: AwsCall, context: GatewayContext) => ({ Quota: shown(find(input, call), call, context) }),
    GetAWSDefaultServiceQuota: (input: QuotaInput, call: AwsCall, context: GatewayContext) => {
      const found = find(input, call);
      return { Quota: { ...shown(found, call, context), Value: freshQuotas()[found.limit] } };
    },
    ListServiceQuotas: (input: QuotaInput, call: AwsCall, context: GatewayContext) => {
      const code = required(input.ServiceCode, 'ServiceCode', 'IllegalArgumentException');
      const found = QUOTAS.filter(({ ServiceCode }) => ServiceCode === code);
      if (found.length === 0)
        throw new AwsError('NoSuchResourceException', 'The request failed because the specified service does not exist.');
      return { Quotas: found.map((quota) => shown(quota, call, context)) };
    },
  },
  resource: (operation, { ServiceCode = '*', QuotaCode = '*' }: QuotaInput, call) =>
    operation === 'GetServiceQuota' ? `arn:aws:servicequotas:${call.region}:${call.caller.accountId}:${ServiceCode}/${QuotaCode}` : '*',
};
