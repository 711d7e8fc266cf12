import { createdOf } from '@tenantry/saga/created';
import type { Config } from '@tenantry/shared/deployment/config';
import { DEFAULT_MEMORY } from '@tenantry/shared/deployment/plans';
import type { CostEstimate } from '../contract/plan.ts';
import type { Part } from '../model/deployed.ts';
import { switchesUsage } from './switches.ts';

/** AWS prices a month as 730 hours. */
export const MONTH_HOURS = 730;
export const PRICES_AS_OF = '2026-11-23';
/** Other regions ask more: https://aws.amazon.com/vpc/pricing/ has 0.052 USD for an hour of a NAT gateway in eu-central-1. */
export const PRICES_REGION = 'us-east-1';
const VPC = 'https://aws.amazon.com/vpc/pricing/';
const WAF = 'https://aws.amazon.com/waf/pricing/';

interface ListPrice {
  readonly resource: string;
  /** CloudFormation's name of the type that is charged. */
  readonly type: string;
  /** How many are charged for each; 1 by default. */
  readonly each?: number;
  readonly unit: string;
  readonly unitUsd: number;
  /** Units in a month. */
  readonly units: number;
  readonly source: string;
}
/** Rules of a tenant's web ACL: three rate limits and three managed groups, which cost a rule each (`tests/switches.test.ts` counts them). */
export const WEB_ACL_RULES = 6;

/** List prices in US dollars of what a tenant has by the hour or the month, in `PRICES_REGION`. Usage is extra. */
const LIST: readonly ListPrice[] = [
  { resource: 'NAT gateway', type: 'AWS::EC2::NatGateway', unit: 'hour', unitUsd: 0.045, units: MONTH_HOURS, source: VPC },
  { resource: 'Public IPv4 address', type: 'AWS::EC2::EIP', unit: 'hour', unitUsd: 0.005, units: MONTH_HOURS, source: VPC },
  { resource: 'Web ACL', type: 'AWS::WAFv2::WebACL', unit: 'month', unitUsd: 5, units: 1, source: WAF },
  { resource: 'Web ACL rule', type: 'AWS::WAFv2::WebACL', each: WEB_ACL_RULES, unit: 'month', unitUsd: 1, units: 1, source: WAF },
  {
    resource: 'Secret',
    type: 'AWS::SecretsManager::Secret',
    unit: 'month',
    unitUsd: 0.4,
    units: 1,
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
  },
];

interface Price extends ListPrice {
  readonly part: Part;
  readonly quantity: number;
}
/** What each stage makes of it. */
export const PRICES: readonly Price[] = LIST.flatMap((price) =>
  createdOf(price.type).map(({ stage, count }) => ({ ...price, part: stage, quantity: count * (price.each ?? 1) })),
);

const USAGE = [
  'NAT gateway and peering traffic: 0.045 USD per GB through the NAT gateway, 0.01 USD per GB between zones',
  'CloudFront: from 0.085 USD per GB and 0.01 USD per 10,000 requests, beyond the free terabyte',
  'Web ACL: 0.60 USD per million requests',
  'HTTP API: 1.00 USD per million requests',
  'Builds: 0.005 USD per minute; pipeline: 0.002 USD per minute of an action, beyond 100 free minutes',
  'Cognito: users beyond 10,000 a month',
  'S3: 0.023 USD per GB and month',
  'The database cluster, which all tenants share',
];

/** For ARM, https://aws.amazon.com/lambda/pricing/: 0.0000133334 USD per GB-second, and 0.20 USD per million requests. */
const GB_SECOND = 0.0000133334;
const MILLION_REQUESTS = 0.2;
/** @param memoryMb of a tenant's function, by its plan */
const functionUsage = (memoryMb: number): string => {
  const perMillion = (seconds: number) => (MILLION_REQUESTS + 1_000_000 * seconds * (memoryMb / 1024) * GB_SECOND).toFixed(2);
  return `Lambda at ${memoryMb} MB: ${perMillion(0.1)} USD per million requests of 100 ms each`;
};

const cents = (usd: number): number => Math.round(usd * 100) / 100;

/**
 * What parts of a tenant cost a month by list price, wherever they are.
 * @param switches of the configuration, for what they cost
 * @param memoryMb of the function, for what its use costs
 */
export const estimateOf = (parts: readonly Part[], switches?: Config, memoryMb = DEFAULT_MEMORY): CostEstimate => {
  const items = PRICES.filter(({ part }) => parts.includes(part)).map(({ resource, quantity, unit, unitUsd, units, source }) => ({
    resource,
    quantity,
    unit,
    unitUsd,
    monthlyUsd: cents(quantity * unitUsd * units),
    source,
  }));
  return {
    currency: 'USD',
    monthlyUsd: cents(items.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)),
    items,
    notIncluded: [...USAGE, functionUsage(memoryMb), ...(switches ? switchesUsage(switches) : [])],
    pricesAsOf: PRICES_AS_OF,
    region: PRICES_REGION,
  };
};

/** US dollars per hour of a part. */
export const hourlyUsd = (part: Part): number =>
  PRICES.filter((price) => price.part === part).reduce(
    (sum, { quantity, unitUsd, units }) => sum + (quantity * unitUsd * units) / MONTH_HOURS,
    0,
  );
