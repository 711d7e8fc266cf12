import { AwsError } from '../errors.ts';
import type { AwsCall, Service } from '../types.ts';
import { required } from './request.ts';

interface Quota {
  readonly ServiceCode: string;
  readonly ServiceName: string;
  readonly QuotaCode: string;
  readonly QuotaName: string;
  readonly Value: number;
  readonly Adjustable: boolean;
  readonly GlobalQuota: boolean;
  /** Where the default is published. */
  readonly source: string;
}

const VPC = 'https://docs.aws.amazon.com/general/latest/gr/vpc-service.html';
const vpc = (QuotaCode: string, QuotaName: string, Value: number): Quota => ({
  ServiceCode: 'vpc',
  ServiceName: 'Amazon Virtual Private Cloud (Amazon VPC)',
  QuotaCode,
  QuotaName,
  Value,
  Adjustable: true,
  GlobalQuota: false,
  source: VPC,
});

/** AWS's defaults, except where a hub could not do its work: AWS raises the peerings of a VPC on request, to at most 125. */
const QUOTAS: readonly Quota[] = [
  vpc('L-F678F1CE', 'VPCs per Region', 5),
  vpc('L-7E9ECCDB', 'Active VPC peering connections per VPC', 125),
  vpc('L-FE5A380F', 'NAT gateways per Availability Zone', 5),
  {
    ServiceCode: 'ec2',
    ServiceName: 'Amazon Elastic Compute Cloud (Amazon EC2)',
    QuotaCode: 'L-0263D0A3',
    QuotaName: 'EC2-VPC Elastic IPs',
    Value: 5,
    Adjustable: true,
    GlobalQuota: false,
    source: 'https://docs.aws.amazon.com/general/latest/gr/ec2-service.html',
  },
  {
    ServiceCode: 'organizations',
    ServiceName: 'AWS Organizations',
    QuotaCode: 'L-E619E033',
    QuotaName: 'Maximum number of accounts',
    Value: 10_000,
    Adjustable: true,
    GlobalQuota: true,
    source:
      'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (10 by default, up to 10,000 on request)',
  },
];

interface QuotaInput {
  readonly ServiceCode?: string;
  readonly QuotaCode?: string;
}

const shown = ({ source: _source, ...quota }: Quota, call: AwsCall): object => ({
  ...quota,
  QuotaArn: `arn:aws:servicequotas:${call.region}:${call.caller.accountId}:${quota.ServiceCode}/${quota.QuotaCode}`,
  Unit: 'None',
  QuotaAppliedAtLevel: 'ACCOUNT',
});

/** Service Quotas: the limits that decide how many tenants fit. */
export const serviceQuotas: Service = {
  service: 'service-quotas',
  namespace: 'servicequotas',
  operations: {
    GetServiceQuota: (input: QuotaInput, call: AwsCall) => {
      const code = required(input.QuotaCode, 'QuotaCode', 'IllegalArgumentException');
      const quota = QUOTAS.find(({ ServiceCode, QuotaCode }) => ServiceCode === input.ServiceCode && QuotaCode === code);
      if (!quota)
        throw new AwsError('NoSuchResourceException', 'The request failed because the specified service or quota does not exist.');
      return { Quota: shown(quota, call) };
    },
    ListServiceQuotas: (input: QuotaInput, call: AwsCall) => {
      const code = required(input.ServiceCode, 'ServiceCode', 'IllegalArgumentException');
      const quotas = QUOTAS.filter(({ ServiceCode }) => ServiceCode === code);
      if (quotas.length === 0)
        throw new AwsError('NoSuchResourceException', 'The request failed because the specified service does not exist.');
      return { Quotas: quotas.map((quota) => shown(quota, call)) };
    },
  },
  resource: (operation, { ServiceCode = '*', QuotaCode = '*' }: QuotaInput, call) =>
    operation === 'GetServiceQuota' ? `arn:aws:servicequotas:${call.region}:${call.caller.accountId}:${ServiceCode}/${QuotaCode}` : '*',
};
