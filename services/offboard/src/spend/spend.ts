import {
  type CostExplorerClient,
  type Expression,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandOutput,
  type ResultByTime,
} from '@aws-sdk/client-cost-explorer';
import type { AccountClosing } from '../closing/closings.ts';

const DAY = 86_400;
/** Accounts per call: Cost Explorer refuses long filters. */
const BATCH = 100;
/**
 * What is taken off a bill is no less used: with credits, an account that continues working costs nothing
 * (https://github.com/aws-solutions/innovation-sandbox-on-aws/issues/36).
 */
const USED = { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Credit', 'Refund'] } } } as const satisfies Expression;
/** Below a cent a bill shows nothing. US dollars. */
const CENT = 0.01;

/** What an emptied account cost on one day. */
export interface Spend {
  readonly tenantId: string;
  readonly accountId: string;
  /** `2026-11-25`. */
  readonly day: string;
  readonly usd: number;
}

const dayOf = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString().slice(0, 10);
/** The first whole day after an account was emptied: the day itself may still have cost something. */
const firstDay = ({ requestedAt }: AccountClosing): string => dayOf(requestedAt + DAY);

/** Costs dated after the emptying of their account. Pure. */
export const spendAfterEmptying = (results: readonly ResultByTime[], accounts: readonly AccountClosing[]): readonly Spend[] =>
  results.flatMap(({ TimePeriod, Groups = [] }) =>
    Groups.flatMap(({ Keys, Metrics }) => {
      const account = accounts.find(({ accountId }) => accountId === Keys?.[0]);
      const day = TimePeriod?.Start ?? '';
      const usd = Number(Metrics?.UnblendedCost?.Amount ?? 0);
      return account && day >= firstDay(account) && usd >= CENT
        ? [{ tenantId: account.tenantId, accountId: account.accountId, day, usd }]
        : [];
    }),
  );

/** The days to ask for: from the first whole day after the first emptying to the last that Cost Explorer shows as it stays. */
export const periodOf = (
  accounts: readonly AccountClosing[],
  now: number,
  reportingLagDays: number,
): { readonly Start: string; readonly End: string } | undefined => {
  const [Start] = accounts.map(firstDay).sort();
  const End = dayOf(now - reportingLagDays * DAY); // exclusive
  return Start !== undefined && Start < End ? { Start, End } : undefined;
};

/**
 * Asks Cost Explorer what emptied accounts cost after they were emptied, before credits and refunds.
 * @param costs client in the owner account, which sees all accounts
 */
export const findSpend = async (
  costs: CostExplorerClient,
  accounts: readonly AccountClosing[],
  now: number,
  reportingLagDays: number,
): Promise<readonly Spend[]> => {
  const found: Spend[] = [];
  for (let i = 0; i < accounts.length; i += BATCH) {
    const batch = accounts.slice(i, i + BATCH);
    const TimePeriod = periodOf(batch, now, reportingLagDays);
    if (!TimePeriod) continue;
    let NextPageToken: string | undefined;
    do {
      const page: GetCostAndUsageCommandOutput = await costs.send(
        new GetCostAndUsageCommand({
          TimePeriod,
          Granularity: 'DAILY',
          Metrics: ['UnblendedCost'],
          Filter: { And: [{ Dimensions: { Key: 'LINKED_ACCOUNT', Values: batch.map(({ accountId }) => accountId) } }, USED] },
          GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }],
          ...(NextPageToken ? { NextPageToken } : {}),
        }),
      );
      found.push(...spendAfterEmptying(page.ResultsByTime ?? [], batch));
      ({ NextPageToken } = page);
    } while (NextPageToken);
  }
  return found;
};

/** The message to a person: one line per account, most expensive first. */
export const alarmText = (spend: readonly Spend[]): string => {
  const accounts = new Map<string, { tenantId: string; usd: number; days: number }>();
  for (const { accountId, tenantId, usd } of spend) {
    const { usd: sum = 0, days = 0 } = accounts.get(accountId) ?? {};
    accounts.set(accountId, { tenantId, usd: sum + usd, days: days + 1 });
  }
  const lines = [...accounts]
    .sort(([, a], [, b]) => b.usd - a.usd)
    .map(([accountId, { tenantId, usd, days }]) => `account ${accountId} of ${tenantId}: ${usd.toFixed(2)} USD on ${days} days`);
  return ['Emptied accounts that wait for their closing cost money:', ...lines, 'docs/runbook.md#an-emptied-account-costs-money'].join(
    '\n',
  );
};
