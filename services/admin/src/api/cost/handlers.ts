import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { billed, costByAccount, costByService } from '../../cost/cost-explorer.ts';
import { deployedEstimate, monthStart, spentBetween, unpricedBetween } from '../../cost/estimate.ts';
import { unpricedText } from '../../cost/prices.ts';
import { deployedOf } from '../../model/deployed.ts';
import { allTenants, getHistory } from '../../table/tenants.ts';
import type { Handler } from '../request/call.ts';
import { tenantMonths } from './months.ts';

const cents = (usd: number): number => Math.round(usd * 100) / 100;
/** An hour of a NAT gateway is less than a dime: estimates of a young tenant have four decimals. */
const fine = (usd: number): number => Math.round(usd * 10_000) / 10_000;
/** Cost Explorer is about a day late (Cost Management User Guide, "Cost Explorer"). @param at when it was asked */
const reportedUntil = (at: number): string => new Date(at - 86_400_000).toISOString();
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What all tenants cost this month: what AWS has billed so far, and what they have by list price until this moment. */
export const getCost: Handler<'GET /cost'> = async () => {
  const zone = await landingZone();
  const { region } = zone.config;
  const now = Date.now();
  const window = { from: monthStart(now), to: now };
  const [tenants, { value: reported, unknown }] = await Promise.all([allTenants(), billed(costByAccount(zone))]);
  const month = new Date(now).toISOString().slice(0, 7);
  const byAccount = reported && (reported.value.find((one) => one.month === month)?.byKey ?? {});
  const lines = tenants.flatMap(({ tenantId, slug, name, accountId, deployed }) => {
    if (!accountId) return [];
    const estimatedThisMonthUsd = fine(spentBetween(deployed, region, window));
    const estimatedMonthlyUsd = deployedEstimate(deployed, region).monthlyUsd;
    const isPriced = unpricedBetween(deployed, region, window).length === 0;
    const usd = byAccount && cents(byAccount[accountId] ?? 0);
    // Long gone.
    if (!usd && isPriced && estimatedThisMonthUsd === 0 && estimatedMonthlyUsd === 0) return [];
    return [{ tenantId, slug, name, accountId, usd, estimatedThisMonthUsd, estimatedMonthlyUsd }];
  });
  const totalUsd = byAccount && cents(sum(Object.values(byAccount)));
  return {
    answer: {
      currency: 'USD',
      month,
      totalUsd,
      sharedUsd: totalUsd === undefined ? undefined : cents(totalUsd - sum(lines.map(({ usd = 0 }) => usd))),
      months: reported?.value.map(({ month, isFinal, byKey }) => ({ month, isFinal, usd: cents(sum(Object.values(byKey))) })),
      unknown,
      estimatedThisMonthUsd: fine(sum(lines.map((line) => line.estimatedThisMonthUsd))),
      estimatedMonthlyUsd: cents(sum(lines.map((line) => line.estimatedMonthlyUsd))),
      priceUnknown: unpricedText(
        tenants.flatMap(({ deployed }) => unpricedBetween(deployed, region, window)),
        region,
      ),
      reportedUntil: reported && reportedUntil(reported.at),
      estimatedAt: new Date(now).toISOString(),
      tenants: lines,
    },
  };
};

export const getTenantCost: Handler<'GET /tenants/{id}/cost'> = async ({ path: { id } }) => {
  const [history, zone] = await Promise.all([getHistory(id), landingZone()]);
  const { region } = zone.config;
  const now = Date.now();
  const deployed = deployedOf(history);
  const accountId = history.latest.AccountReady?.detail.accountId as string | undefined;
  const { value: reported, unknown } = accountId ? await billed(Promise.all([costByAccount(zone), costByService(zone, accountId)])) : {};
  const [byAccount, byService] = reported ?? [];
  return {
    answer: {
      tenantId: id,
      ...(accountId ? { accountId } : {}),
      currency: 'USD',
      months: tenantMonths(byAccount?.value ?? [], accountId ?? '', history.first.TenantRequested ?? ''),
      services: Object.entries(byService?.value.at(-1)?.byKey ?? {})
        .map(([service, usd]) => ({ service, usd: cents(usd) }))
        .sort((a, b) => b.usd - a.usd),
      reportedUntil: byAccount && reportedUntil(byAccount.at),
      unknown,
      estimate: deployedEstimate(deployed, region),
      estimatedThisMonthUsd: fine(spentBetween(deployed, region, { from: monthStart(now), to: now })),
      estimatedAt: new Date(now).toISOString(),
    },
  };
};
