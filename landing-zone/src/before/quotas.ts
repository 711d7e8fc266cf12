import { DescribeAddressesCommand, EC2Client, paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetAWSDefaultServiceQuotaCommand, GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import { PEERINGS_QUOTA } from '@tenantry/shared/deployment/address-plan';
import { increase, peeringsNeeded } from '../peering-quota.ts';
import { accountsIn } from './organization.ts';
import { GLOBAL_REGION, type Place } from './place.ts';
import { missing, ok, type Question } from './precondition.ts';

interface Quota {
  readonly id: string;
  readonly account: AccountName;
  readonly ServiceCode: string;
  readonly QuotaCode: string;
  /** As Service Quotas calls it. */
  readonly name: string;
  readonly source: string;
  /** What the deployment itself takes. */
  readonly needed: number;
  /** What for, in a few words. */
  readonly why: string;
  /** What is in use already, where that is counted per account. */
  readonly used?: () => Promise<number>;
  /** Where it is kept; the deployment's region unless said. */
  readonly region?: string;
}

const VPC = 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html';
/** Functions of all queues take up to 28 at a time, and the API needs room beside them. */
const CONCURRENCY = 100;
/** Lambda keeps as many for functions without reserved concurrency (Lambda Developer Guide, "Configuring reserved concurrency"). */
const UNRESERVED = 100;
/** Routes of a cell's tables that are not tenants': local, NAT gateway, endpoints, builds, VPN. */
const OWN_ROUTES = 10;

const tenantsOf = ({ config }: Place): number => config.network.cells.reduce((sum, { capacity }) => sum + capacity, 0);

/** A cell's two VPCs: a peering and a route for each of its tenants. */
const cellQuotas = (place: Place, account: 'networking' | 'superAdmin'): readonly Quota[] => {
  const needed = peeringsNeeded(place.config.network, account);
  return [
    {
      id: `peerings-${account}`,
      account,
      ...PEERINGS_QUOTA,
      name: 'Active VPC peering connections per VPC',
      source: VPC,
      needed,
      why: 'network.cells[].capacity, and our own',
    },
    {
      id: `routes-${account}`,
      account,
      ServiceCode: 'vpc',
      QuotaCode: 'L-93826ACB',
      name: 'Routes per route table',
      source: VPC,
      needed: needed + OWN_ROUTES,
      why: 'one for each peering, and our own',
    },
  ];
};

const vpcsQuota = (place: Place, account: AccountName, needed: number): Quota => ({
  id: `vpcs-${account}`,
  account,
  ServiceCode: 'vpc',
  QuotaCode: 'L-F678F1CE',
  name: 'VPCs per Region',
  source: VPC,
  needed,
  why: 'those of the deployment',
  used: async () =>
    (await collect(paginateDescribeVpcs({ client: new EC2Client(place.clientOf(account)) }, {}), ({ Vpcs }) => Vpcs)).length,
});
const addressesQuota = (place: Place, account: AccountName, needed: number): Quota => ({
  id: `addresses-${account}`,
  account,
  ServiceCode: 'ec2',
  QuotaCode: 'L-0263D0A3',
  name: 'EC2-VPC Elastic IPs',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html#using-instance-addressing-limit',
  needed,
  why: 'one for each NAT gateway',
  used: async () => (await new EC2Client(place.clientOf(account)).send(new DescribeAddressesCommand({}))).Addresses?.length ?? 0,
});

const quotasOf = (place: Place): readonly Quota[] => {
  const { console, network, repositories } = place.config;
  const cells = network.cells.length;
  return [
    {
      id: 'accounts',
      account: 'owner',
      ServiceCode: 'organizations',
      QuotaCode: 'L-E619E033',
      name: 'Maximum number of accounts',
      source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
      region: GLOBAL_REGION,
      needed: tenantsOf(place),
      why: 'network.cells[].capacity: one for each tenant; closed accounts count for 90 days',
      used: async () => (await accountsIn(new OrganizationsClient(place.clientOf('owner')))).length,
    },
    ...cellQuotas(place, 'networking'),
    ...cellQuotas(place, 'superAdmin'),
    vpcsQuota(place, 'networking', cells),
    vpcsQuota(place, 'superAdmin', cells),
    ...(network.devopsCidr ? [vpcsQuota(place, 'devops', 1), addressesQuota(place, 'devops', 1)] : []),
    addressesQuota(place, 'networking', cells),
    {
      id: 'concurrency',
      account: 'superAdmin',
      ServiceCode: 'lambda',
      QuotaCode: 'L-B99A9384',
      name: 'Concurrent executions',
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
      needed: console.reservedConcurrency === undefined ? CONCURRENCY : Math.max(CONCURRENCY, console.reservedConcurrency + UNRESERVED),
      why: 'functions of all queues, and the API',
    },
    {
      id: 'builds',
      account: 'devops',
      ServiceCode: 'codebuild',
      QuotaCode: 'L-9D07B6EF',
      name: 'Concurrently running builds for Linux/Small environment',
      source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html',
      needed: repositories.length,
      why: 'a release builds all repositories; tenants beyond wait for their turn',
    },
    {
      id: 'distributions',
      account: 'superAdmin',
      ServiceCode: 'cloudfront',
      QuotaCode: 'L-24B04930',
      name: 'Web distributions per AWS account',
      source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html',
      region: GLOBAL_REGION,
      needed: 1,
      why: 'the console',
    },
  ];
};

/** What Service Quotas says of the account; AWS's default where it has no value for it (its API reference, GetServiceQuota). */
const limitOf = async (client: ServiceQuotasClient, quota: Pick<Quota, 'ServiceCode' | 'QuotaCode'>): Promise<number> => {
  const { ServiceCode, QuotaCode } = quota;
  const found =
    (await ifFound(() => client.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode })), 'NoSuchResourceException')) ??
    (await client.send(new GetAWSDefaultServiceQuotaCommand({ ServiceCode, QuotaCode })));
  const value = found.Quota?.Value;
  if (value === undefined) throw Object.assign(new Error('Service Quotas says no figure'), { name: 'NoFigure' });
  return value;
};

const questionOf = (place: Place, quota: Quota): Question => {
  const { id, account, name, source, needed, why, used, region = place.config.region } = quota;
  const fix = (value: number): string => `Ask for ${value}: ${increase(quota, value, region)}`;
  return {
    id,
    name: `quota "${name}"`,
    account,
    fix: fix(needed),
    source,
    ask: async () => {
      const client = new ServiceQuotasClient(place.clientOf(account, region));
      const [limit, taken = 0] = await Promise.all([limitOf(client, quota), used?.()]);
      const wanted = taken + needed;
      const detail = `${limit}${used ? `, of which ${taken} are in use` : ''}; ${needed}${used ? ' more' : ''} needed (${why})`;
      return limit >= wanted ? ok(detail) : missing(detail, fix(wanted));
    },
  };
};

/** Limits of AWS that a deployment of this size does not fit into. */
export const quotaQuestions = (place: Place): readonly Question[] => quotasOf(place).map((quota) => questionOf(place, quota));
