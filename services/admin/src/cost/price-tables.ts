/** List prices of one region. */
export interface PriceTable {
  readonly region: string;
  /** When somebody read them off AWS's pages. */
  readonly asOf: string;
  /** US dollars per hour or month. */
  readonly usd: Readonly<Record<'NAT gateway' | 'Public IPv4 address' | 'Web ACL' | 'Web ACL rule' | 'Secret', number>>;
}

/** What belongs to CloudFront lies in this region whatever the deployment's is, and has its price. */
export const GLOBAL_REGION = 'us-east-1';

/** Recorded by hand, a table for each region. The sources are beside what is charged (`prices.ts`). */
const TABLES: readonly PriceTable[] = [
  {
    region: GLOBAL_REGION,
    asOf: '2026-11-23',
    usd: { 'NAT gateway': 0.045, 'Public IPv4 address': 0.005, 'Web ACL': 5, 'Web ACL rule': 1, Secret: 0.4 },
  },
];

/** Undefined for a region whose prices nobody has recorded. */
export const pricesOf = (region: string): PriceTable | undefined => TABLES.find((table) => table.region === region);

export const priceUnknown = (region: string): string => `price unknown for ${region}`;

/** A line of what is charged by use. @param price as it is in `GLOBAL_REGION`, the only region whose prices of use are recorded */
export const usageLine = (region: string, what: string, price: string): string =>
  `${what}: ${region === GLOBAL_REGION ? price : priceUnknown(region)}`;
