import type { Cost, TenantCost } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { type Context, leaf } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { estimated, usd } from '../plan-text.ts';
import { fields, table } from '../table.ts';
import { findTenantId } from '../tenants.ts';
import { show as shown } from '../web.ts';

export const cost = (program: Command, context: Context): void => {
  const command = leaf(program, 'cost [tenant]', 'show what tenants cost, all or one', ['', 'mercy']);
  shown(
    command,
    context,
    (_options, id) => (id ? `/tenants/${id}/cost` : '/cost'),
    async (invocation, [meant]) => {
      const { api } = await invocation.connect();
      if (meant === undefined) {
        const all = await api('GET /cost');
        return void invocation.print(all, () => totalText(all, invocation));
      }
      const one = await api('GET /tenants/{id}/cost', { path: { id: await findTenantId(api, meant) } });
      return void invocation.print(one, () => tenantText(one, invocation));
    },
  );
};

const billed = (amount: number | undefined): string => (amount === undefined ? 'unknown' : usd(amount));

const totalText = (cost: Cost, { styles, width }: Invocation): string =>
  `${fields([
    ['month', cost.month],
    [
      'all accounts',
      `${billed(cost.totalUsd)}, of it ${billed(cost.sharedUsd)} shared (Cost Explorer${cost.reportedUntil ? ` until ${cost.reportedUntil}` : ''})`,
    ],
    ['not known', cost.unknown],
    [
      'tenants',
      `${estimated(cost.estimatedThisMonthUsd, cost.priceUnknown)} until now, ${estimated(cost.estimatedMonthlyUsd, cost.priceUnknown)} per month (estimated from what is deployed)`,
    ],
    ['estimates', cost.priceUnknown],
  ])}\n${table(
    ['  TENANT', 'ACCOUNT', 'REPORTED', 'ESTIMATED', 'PER MONTH'].map(styles.dim),
    cost.tenants.map((one) => [
      `  ${one.slug}`,
      one.accountId,
      billed(one.usd),
      estimated(one.estimatedThisMonthUsd, cost.priceUnknown),
      estimated(one.estimatedMonthlyUsd, cost.priceUnknown),
    ]),
    width,
  )}`;

const tenantText = (
  { months, services, estimate, estimatedThisMonthUsd, reportedUntil, unknown }: TenantCost,
  { styles, width }: Invocation,
): string =>
  `${fields([
    [
      'this month',
      `${estimated(estimatedThisMonthUsd, estimate.priceUnknown)} until now, ${estimated(estimate.monthlyUsd, estimate.priceUnknown)} per month (estimated from what is deployed)`,
    ],
    ['estimates', estimate.priceUnknown],
    ['reported until', reportedUntil],
    ['not known', unknown],
  ])}\n${table(
    ['  MONTH', 'REPORTED'].map(styles.dim),
    months.map((one) => [`  ${one.month}`, `${usd(one.usd)}${one.isFinal ? '' : ' so far'}`]),
    width,
  )}\n${table(
    ['  SERVICE THIS MONTH', 'REPORTED'].map(styles.dim),
    services.map((one) => [`  ${one.service}`, usd(one.usd)]),
    width,
  )}`;
