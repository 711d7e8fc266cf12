import type { Plan, PlanOffer, Quota } from '@tenantry/api-client/generated/api';
import { duration } from './durations.ts';
import type { Invocation } from './invocation.ts';
import { fieldLines } from './problem-text.ts';
import type { Styles } from './style.ts';
import { fields, table } from './table.ts';

export const usd = (amount: number): string => `$${amount.toFixed(2)}`;
/** A sum by list price. @param priceUnknown what it lacks, if anything */
export const estimated = (amount: number, priceUnknown: string | undefined): string =>
  priceUnknown ? `at least ${usd(amount)}` : usd(amount);

/** Whether it is possible, and if not, why; then what it would create, take and cost. */
export const planText = (plan: Plan, invocation: Invocation): string =>
  [verdict(plan, invocation.styles), plan.problems.length > 0 ? '' : contents(plan, invocation)].join('');

const verdict = ({ possible, problems, refusals, unknown }: Plan, styles: Styles): string =>
  possible
    ? [
        `${styles.green('✔')} possible${unknown.length > 0 ? ', as far as is known' : ''}; nothing was created or claimed\n`,
        ...unknown.map((text) => `  not known: ${text}\n`),
      ].join('')
    : [
        `${styles.red('✖')} not possible as it is\n`,
        fieldLines(problems, styles),
        ...refusals.map(({ quota, reason, fix }) => `  ${styles.bold(quota)}: ${reason}\n    fix: ${fix}\n`),
      ].join('');

/** The short form, before somebody is asked whether to continue. */
export const planSummary = ({ tenant, plan, resources, cost, time }: Plan): string =>
  fields([
    ['tenant', tenant && `${tenant.name}, ${tenant.domain}`],
    ['range', tenant?.cidr],
    ['plan', plan && `${plan.name}: ${limitsText(plan)}`],
    ['creates', `${resources} resources`],
    ['takes', `about ${duration(time.seconds)} (${duration(time.serialSeconds)} one after the other)`],
    [
      'costs',
      `${estimated(cost.monthlyUsd, cost.priceUnknown)} per month without usage, by list prices of ${cost.region} of ${cost.pricesAsOf}`,
    ],
    ['not known', cost.priceUnknown],
  ]);

/** What a tenant of a plan is held to. */
const limitsText = ({ budgetUsd, requests, memoryMb, cidrPrefix, connections, mfa }: PlanOffer): string =>
  [
    `budget ${usd(budgetUsd)} a month`,
    `${requests.address} requests of an address in five minutes`,
    `${memoryMb} MB of memory`,
    `a range of /${cidrPrefix}`,
    `${connections} connections`,
    `second factor ${mfa === 'ON' ? 'demanded' : 'optional'}`,
  ].join(', ');

const contents = (plan: Plan, { styles, width }: Invocation): string =>
  [
    planSummary(plan),
    `\n${styles.bold('Stages')}\n`,
    table(
      ['  STAGE', 'STARTS', 'TAKES', 'CREATES'].map(styles.dim),
      plan.stages.map(({ stage, startsAfterSeconds, seconds, resources, steps }) => [
        `  ${stage}`,
        `+${duration(startsAfterSeconds)}`,
        duration(seconds),
        `${resources}: ${createsOf(steps)}`,
      ]),
      width,
    ),
    `\n${styles.bold('Quotas')}\n`,
    quotaTable(plan.quotas, styles, width),
    `\n${styles.bold('Cost per month')}\n`,
    table(
      ['  RESOURCE', 'QUANTITY', 'PRICE', 'USD'].map(styles.dim),
      [
        ...plan.cost.items.map(({ resource, quantity, unit, units = 1, unitUsd, monthlyUsd }) => [
          `  ${resource}`,
          units === 1 ? String(quantity) : `${quantity} × ${units} ${unit}s`,
          `$${unitUsd} per ${unit}`,
          usd(monthlyUsd),
        ]),
        ...(plan.cost.unpriced ?? []).map(({ resource, quantity }) => [
          `  ${resource}`,
          String(quantity),
          `price unknown for ${plan.cost.region}`,
          'unknown',
        ]),
      ],
      width,
    ),
    plan.cost.notIncluded.map((line) => styles.dim(`  not included: ${line}\n`)).join(''),
  ].join('');

const createsOf = (steps: Plan['stages'][number]['steps']): string => {
  const counts = new Map<string, number>();
  for (const { creates } of steps) {
    for (const { type, count } of creates) {
      const short = type.replace(/^AWS::/, '');
      counts.set(short, (counts.get(short) ?? 0) + count);
    }
  }
  return [...counts].map(([type, count]) => (count > 1 ? `${count} ${type}` : type)).join(', ');
};

export const quotaTable = (quotas: readonly Quota[], styles: Styles, width: number): string =>
  table(
    ['  QUOTA', 'USED', 'LIMIT', 'FREE', ''].map(styles.dim),
    quotas.map(({ name, used, limit, free, fix, freesAt, unknown }) => [
      `  ${name}`,
      figure(used),
      figure(limit),
      free !== undefined && free <= 0 ? styles.red(String(free)) : figure(free),
      [...(free !== undefined && free <= 0 ? [`${fix}${freesAt ? `; the next is free at ${freesAt}` : ''}`] : []), unknown]
        .filter((text) => text !== undefined)
        .join('; '),
    ]),
    width,
  );

const figure = (value: number | undefined): string => (value === undefined ? 'unknown' : String(value));
