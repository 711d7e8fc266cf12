import { createdOf } from '@tenantry/saga/created';
import type { Config } from '@tenantry/shared/deployment/config';
import { DEFAULT_MEMORY } from '@tenantry/shared/deployment/plans';
import type { CostEstimate } from '../contract/plan.ts';
import type { Part } from '../model/deployed.ts';
import { GLOBAL_REGION, type PriceTable, pricesOf, priceUnknown } from './price-tables.ts';
import { switchesUsage } from './switches.ts';
import { usageLines } from './usage.ts';

/** AWS prices a month as 730 hours. */
export const MONTH_HOURS = 730;
const VPC = 'https://aws.amazon.com/vpc/pricing/';
const WAF = 'https://aws.amazon.com/waf/pricing/';

interface Charged {
  readonly resource: keyof PriceTable['usd'];
  /** CloudFormation's name of the type that is charged. */
  readonly type: string;
  /** How many are charged for each; 1 by default. */
  readonly each?: number;
  readonly unit: 'hour' | 'month';
  /** Where it lies whatever the region of the deployment, and is charged: what belongs to CloudFront. */
  readonly home?: typeof GLOBAL_REGION;
  readonly source: string;
}
/** Rules of a tenant's web ACL: three rate limits and three managed groups, which cost a rule each (`tests/switches.test.ts` counts them). */
export const WEB_ACL_RULES = 6;

/** What a tenant has that is charged by the hour or the month. Usage is extra. */
const CHARGED: readonly Charged[] = [
  { resource: 'NAT gateway', type: 'AWS::EC2::NatGateway', unit: 'hour', source: VPC },
  { resource: 'Public IPv4 address', type: 'AWS::EC2::EIP', unit: 'hour', source: VPC },
  { resource: 'Web ACL', type: 'AWS::WAFv2::WebACL', unit: 'month', home: GLOBAL_REGION, source: WAF },
  { resource: 'Web ACL rule', type: 'AWS::WAFv2::WebACL', each: WEB_ACL_RULES, unit: 'month', home: GLOBAL_REGION, source: WAF },
  { resource: 'Secret', type: 'AWS::SecretsManager::Secret', unit: 'month', source: 'https://aws.amazon.com/secrets-manager/pricing/' },
];
const unitsOf = ({ unit }: Charged): number => (unit === 'hour' ? MONTH_HOURS : 1);
/** US dollars for a unit; undefined where nobody has recorded the region's prices: no other region's figure stands in for it. */
const unitUsdOf = ({ resource, home }: Charged, region: string): number | undefined => pricesOf(home ?? region)?.usd[resource];

interface Item extends Charged {
  readonly part: Part;
  readonly quantity: number;
}
/** What each stage makes of it. */
const ITEMS: readonly Item[] = CHARGED.flatMap((charged) =>
  createdOf(charged.type).map(({ stage, count }) => ({ ...charged, part: stage, quantity: count * (charged.each ?? 1) })),
);

const cents = (usd: number): number => Math.round(usd * 100) / 100;

/** `price unknown for eu-central-1: NAT gateway, Secret`; undefined when all prices are known. */
export const unpricedText = (resources: readonly string[], region: string): string | undefined =>
  resources.length === 0 ? undefined : `${priceUnknown(region)}: ${[...new Set(resources)].join(', ')}`;

/**
 * What parts of a tenant cost a month by the list prices of a region; what it has no price for is in `unpriced`, and not in the sum.
 * @param region of the deployment
 * @param switches of the configuration, for what they cost
 * @param memoryMb of the function, for what its use costs
 */
export const estimateOf = (parts: readonly Part[], region: string, switches?: Config, memoryMb = DEFAULT_MEMORY): CostEstimate => {
  const wanted = ITEMS.filter(({ part }) => parts.includes(part));
  const items = wanted.flatMap((item) => {
    const unitUsd = unitUsdOf(item, region);
    const { resource, quantity, unit, source } = item;
    const units = unitsOf(item);
    return unitUsd === undefined
      ? []
      : [{ resource, quantity, unit, units, unitUsd, monthlyUsd: cents(quantity * unitUsd * units), source }];
  });
  const unpriced = wanted
    .filter((item) => unitUsdOf(item, region) === undefined)
    .map(({ resource, quantity, source }) => ({ resource, quantity, source }));
  return {
    currency: 'USD',
    monthlyUsd: cents(items.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)),
    items,
    unpriced,
    priceUnknown: unpricedText(
      unpriced.map(({ resource }) => resource),
      region,
    ),
    notIncluded: [...usageLines(region, memoryMb), ...(switches ? switchesUsage(switches) : [])],
    pricesAsOf: (pricesOf(region) ?? pricesOf(GLOBAL_REGION))?.asOf ?? '',
    region,
  };
};

/** What of a part has no recorded price in a region. */
export const unpricedOf = (part: Part, region: string): readonly string[] =>
  ITEMS.filter((item) => item.part === part && unitUsdOf(item, region) === undefined).map(({ resource }) => resource);

/** US dollars per hour of a part, by what prices are known of the region. */
export const hourlyUsd = (part: Part, region: string): number =>
  ITEMS.filter((item) => item.part === part).reduce(
    (sum, item) => sum + (item.quantity * (unitUsdOf(item, region) ?? 0) * unitsOf(item)) / MONTH_HOURS,
    0,
  );
