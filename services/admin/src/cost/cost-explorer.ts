import { type CostExplorerClient, GetCostAndUsageCommand, type GetCostAndUsageCommandInput } from '@aws-sdk/client-cost-explorer';
import { adviceOnBilling } from '@tenantry/shared/aws/billing';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { other } from '../readings/other-accounts.ts';
import { type Reading, reading } from '../readings/reading.ts';
import { type Cached, cached } from '../table/cache.ts';

/** Cost Explorer has new figures about three times a day, and takes a cent per question. Seconds. */
const GOOD_FOR = 6 * 3600;
/** Months shown, this one included. */
const MONTHS = 6;

export interface MonthlyCost {
  /** `2026-11`. */
  readonly month: string;
  /** Whether AWS has closed the month's books. */
  readonly isFinal: boolean;
  /** US dollars by linked account, or by service. */
  readonly byKey: Readonly<Record<string, number>>;
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
/** From the first day of a month until tomorrow, which is exclusive. */
const periodOf = (now: number, months: number) => {
  const date = new Date(now);
  return { Start: day(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months + 1, 1)), End: day(now + 86_400_000) };
};

const pages = async (costs: CostExplorerClient, input: GetCostAndUsageCommandInput): Promise<readonly MonthlyCost[]> => {
  const months = new Map<string, MonthlyCost>();
  let NextPageToken: string | undefined;
  do {
    const page = await costs.send(new GetCostAndUsageCommand({ ...input, ...(NextPageToken ? { NextPageToken } : {}) }));
    for (const { TimePeriod, Groups = [], Estimated = true } of page.ResultsByTime ?? []) {
      const month = TimePeriod?.Start?.slice(0, 7) ?? '';
      const groups = Groups.map(({ Keys, Metrics }) => [Keys?.[0] ?? '', Number(Metrics?.UnblendedCost?.Amount ?? 0)] as const);
      months.set(month, { month, isFinal: !Estimated, byKey: { ...months.get(month)?.byKey, ...Object.fromEntries(groups) } });
    }
    NextPageToken = page.NextPageToken;
  } while (NextPageToken);
  return [...months.values()];
};

/** What Cost Explorer says, or why it is not known: estimates are shown without it. */
export const billed = <T>(asked: Promise<T>): Promise<Reading<T>> => reading('The billed cost', asked, adviceOnBilling);

/** What every account of the organization cost, by month. One question for all tenants. */
export const costByAccount = (zone: LandingZone): Promise<Cached<readonly MonthlyCost[]>> =>
  cached('cost-by-account', GOOD_FOR, () =>
    pages(other(zone).costExplorer, {
      TimePeriod: periodOf(Date.now(), MONTHS),
      Granularity: 'MONTHLY',
      Metrics: ['UnblendedCost'],
      GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }],
    }),
  );

/** What all accounts together cost in the month of `now`, so far. US dollars. @param now epoch milliseconds */
export const billedThisMonth = async (zone: LandingZone, now: number): Promise<number> => {
  const month = new Date(now).toISOString().slice(0, 7);
  const { value: months } = await costByAccount(zone);
  return Object.values(months.find((one) => one.month === month)?.byKey ?? {}).reduce((sum, usd) => sum + usd, 0);
};

/** What an account cost this month, by service. */
export const costByService = (zone: LandingZone, accountId: string): Promise<Cached<readonly MonthlyCost[]>> =>
  cached(`cost-by-service#${accountId}`, GOOD_FOR, () =>
    pages(other(zone).costExplorer, {
      TimePeriod: periodOf(Date.now(), 1),
      Granularity: 'MONTHLY',
      Metrics: ['UnblendedCost'],
      Filter: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [accountId] } },
      GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
    }),
  );
