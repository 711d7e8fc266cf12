import type { CostExplorerClient, Expression, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccountClosing } from '../closing/closings.ts';
import { alarmText, findSpend, periodOf, spendAfterEmptying } from './spend.ts';

const DAY = 86_400;
const at = (iso: string): number => Date.parse(iso) / 1000;
const emptied = (accountId: string, iso: string): AccountClosing => ({
  tenantId: `tenant of ${accountId}`,
  accountId,
  requestedAt: at(iso),
  state: 'queued',
});
const day = (Start: string, costs: Readonly<Record<string, string>>) => ({
  TimePeriod: { Start, End: '' },
  Groups: Object.entries(costs).map(([account, Amount]) => ({ Keys: [account], Metrics: { UnblendedCost: { Amount, Unit: 'USD' } } })),
});

describe('what an emptied account costs', () => {
  const accounts = [emptied('1', '2026-11-20T15:00:00Z'), emptied('2', '2026-11-22T00:00:00Z')];

  test('counts from the first whole day after the emptying', () => {
    const results = [
      day('2026-11-20', { 1: '5.00', 2: '9.00' }),
      day('2026-11-21', { 1: '0.40', 2: '9.00' }),
      day('2026-11-22', { 2: '1.00' }),
      day('2026-11-23', { 2: '0.02' }),
    ];
    expect(spendAfterEmptying(results, accounts)).toEqual([
      { tenantId: 'tenant of 1', accountId: '1', day: '2026-11-21', usd: 0.4 },
      { tenantId: 'tenant of 2', accountId: '2', day: '2026-11-23', usd: 0.02 },
    ]);
  });

  test('is found where credits pay for it', async () => {
    const leftOut = ({ Not, And = [] }: Expression): readonly string[] => [...(Not?.Dimensions?.Values ?? []), ...And.flatMap(leftOut)];
    const send = async ({ input }: GetCostAndUsageCommand) => {
      const records = [
        { type: 'Usage', usd: 33.86 },
        { type: 'Credit', usd: -33.86 },
      ].filter(({ type }) => !leftOut(input.Filter ?? {}).includes(type));
      return { ResultsByTime: [day('2026-11-23', { 1: String(records.reduce((sum, { usd }) => sum + usd, 0)) })] };
    };
    const found = await findSpend({ send } as unknown as CostExplorerClient, accounts, at('2026-11-26T00:00:00Z'), 2);
    expect(found).toMatchObject([{ accountId: '1', usd: 33.86 }]);
  });

  test('less than a cent is no cost, and an account that nobody asked about is not told', () => {
    expect(spendAfterEmptying([day('2026-11-25', { 1: '0.0000001', 2: '0', 3: '7' })], accounts)).toEqual([]);
  });

  test('asks for the days that Cost Explorer shows as they stay', () => {
    expect(periodOf(accounts, at('2026-11-24T12:00:00Z'), 2)).toEqual({ Start: '2026-11-21', End: '2026-11-22' });
    expect(periodOf(accounts, at('2026-11-23T12:00:00Z'), 2)).toBeUndefined();
    expect(periodOf([], at('2026-11-24T12:00:00Z'), 2)).toBeUndefined();
  });

  test('is never asked for the day of the emptying or before it, nor for days within the lag', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * DAY }), fc.integer({ min: 0, max: 400 * DAY }), fc.nat(5), (requested, waited, lag) => {
        const requestedAt = at('2026-01-01T00:00:00Z') + requested;
        const now = requestedAt + waited;
        const period = periodOf([{ ...emptied('1', '2026-01-01'), requestedAt }], now, lag);
        if (!period) return;
        expect(at(`${period.Start}T00:00:00Z`)).toBeGreaterThan(requestedAt);
        expect(at(`${period.End}T00:00:00Z`)).toBeLessThanOrEqual(now - lag * DAY);
      }),
    );
  });

  test('is told by account, most expensive first, with the page of the runbook', () => {
    const spend = spendAfterEmptying(
      [day('2026-11-24', { 1: '1.10', 2: '3.00' }), day('2026-11-25', { 1: '1.10' })],
      [emptied('1', '2026-11-20T00:00:00Z'), emptied('2', '2026-11-20T00:00:00Z')],
    );
    expect(alarmText(spend)).toBe(
      `Emptied accounts that wait for their closing cost money:
account 2 of tenant of 2: 3.00 USD on 1 days
account 1 of tenant of 1: 2.20 USD on 2 days
docs/runbook.md#an-emptied-account-costs-money`,
    );
  });
});
