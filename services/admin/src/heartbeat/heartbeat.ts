import { ATTENTION_KINDS } from '@tenantry/events-schema/attention';
import type { Measure } from '@tenantry/shared/telemetry/metrics';
import { TenantState } from '../contract/fields.ts';
import type { Quota } from '../contract/plan.ts';
import { type Attention, isSilent } from '../model/attention/attention.ts';
import { episodeOf } from '../model/attention/changes.ts';
import { quietSince } from '../model/expected.ts';
import type { TenantListing } from '../table/items.ts';
import { listedAttention } from '../table/listed-attention.ts';

/** Everything the heartbeat needs of the outside world. */
export interface Ports {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly tenants: () => Promise<readonly TenantListing[]>;
  readonly quotas: (tenants: readonly TenantListing[]) => Promise<readonly Quota[]>;
  /** What AWS has billed this month so far, US dollars; undefined while nobody has opened it to us. */
  readonly billedUsd: () => Promise<number | undefined>;
  /** What a tenant has now costs a month by list price, US dollars; undefined where a price of the region is not known. */
  readonly monthlyUsd: (tenant: TenantListing) => number | undefined;
  /** How many accounts wait to be closed. */
  readonly queuedClosings: () => Promise<number>;
  /** Says on the bus what has changed of the attention that a tenant needs. */
  readonly tellAttention: (tenantId: string) => Promise<void>;
  /** Keeps that it has looked. */
  readonly noteLook: (at: number) => Promise<void>;
  readonly measure: Measure<'admin'>;
  /** Writes a line of the log. */
  readonly warn: (message: string, keys: Readonly<Record<string, string>>) => void;
}

/** Whether what was said of a tenant's attention is not what it needs now. */
const isNews = ({ told = [] }: TenantListing, attention: readonly Attention[]): boolean => {
  const current = attention.map(episodeOf);
  return current.some((one) => !told.includes(one)) || told.some((one) => !current.includes(one));
};

/**
 * Looks at all tenants: says which are quiet for longer than their state should take, and measures what no single event has.
 * @throws AggregateError when quotas or cost could not be read, or the bus did not take an event; the rest is done before
 */
export const heartbeat = async ({
  now,
  tenants: all,
  quotas,
  billedUsd,
  monthlyUsd,
  queuedClosings,
  tellAttention,
  noteLook,
  measure,
  warn,
}: Ports): Promise<void> => {
  const tenants = await all();
  for (const state of TenantState.options) {
    measure({ name: 'Tenants', value: tenants.filter((tenant) => tenant.state === state).length, by: { state } });
  }
  const costs = tenants.map(monthlyUsd);
  // No figure is better than a sum that lacks the largest part.
  if (costs.every((usd) => usd !== undefined)) measure({ name: 'MonthlyUsd', value: costs.reduce((sum, usd) => sum + usd, 0), by: {} });
  measure({ name: 'QueuedClosings', value: await queuedClosings(), by: {} });
  const needing = tenants.map((tenant) => ({ tenant, attention: listedAttention(tenant, now()) }));
  for (const kind of ATTENTION_KINDS) {
    const value = needing.filter(({ attention }) => attention.some((one) => one.kind === kind)).length;
    measure({ name: 'NeedsAttention', value, by: { kind } });
  }
  const told = await Promise.allSettled(
    needing.filter(({ tenant, attention }) => isNews(tenant, attention)).map(({ tenant }) => tellAttention(tenant.tenantId)),
  );
  const isLoud = (tenant: TenantListing): boolean => !listedAttention(tenant, now()).every((one) => isSilent(one, now()));
  const quiet = tenants.filter((tenant) => quietSince(tenant.expected, now()) && isLoud(tenant));
  for (const { tenantId, slug, state, expected } of quiet) {
    if (!expected) continue;
    const { stage, step, since, until, advice } = expected;
    const keys = { tenantId, slug, state, stage, step, quietSince: since, expectedBy: until, advice };
    warn(`nothing heard of ${slug} since ${since}: stage ${stage}${step ? `, step ${step}` : ''}`, keys);
  }
  measure({ name: 'QuietTenants', value: quiet.length, by: {} });
  await noteLook(now());
  const read = await Promise.allSettled([
    quotas(tenants).then((found) => {
      for (const { id, used, limit } of found) {
        if (used === undefined || limit === undefined) continue;
        measure({ name: 'QuotaUsed', value: limit > 0 ? (100 * used) / limit : 100, by: { quota: id } });
      }
    }),
    billedUsd().then((value) => value !== undefined && measure({ name: 'BilledUsd', value, by: {} })),
  ]);
  const reasons = [...told, ...read].flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (reasons.length > 0) throw new AggregateError(reasons, `not done: ${reasons.map(String).join('; ')}`);
};
