import type { Measure } from '@tenantry/shared/telemetry/metrics';
import { TenantState } from '../contract/fields.ts';
import type { Quota } from '../contract/plan.ts';
import { quietSince } from '../model/expected.ts';
import type { TenantListing } from '../table/items.ts';

/** Everything the heartbeat needs of the outside world. */
export interface Ports {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly tenants: () => Promise<readonly TenantListing[]>;
  readonly quotas: (tenants: readonly TenantListing[]) => Promise<readonly Quota[]>;
  /** What AWS has billed this month so far, US dollars; undefined while nobody has opened it to us. */
  readonly billedUsd: () => Promise<number | undefined>;
  /** What a tenant has now costs a month by list price, US dollars. */
  readonly monthlyUsd: (tenant: TenantListing) => number;
  /** How many accounts wait to be closed. */
  readonly queuedClosings: () => Promise<number>;
  readonly measure: Measure<'admin'>;
  /** Writes a line of the log. */
  readonly warn: (message: string, keys: Readonly<Record<string, string>>) => void;
}

/**
 * Looks at all tenants: says which are quiet for longer than their state should take, and measures what no single event has.
 * @throws AggregateError when quotas or cost could not be read; what is known of tenants is said before
 */
export const heartbeat = async ({
  now,
  tenants: all,
  quotas,
  billedUsd,
  monthlyUsd,
  queuedClosings,
  measure,
  warn,
}: Ports): Promise<void> => {
  const tenants = await all();
  for (const state of TenantState.options) {
    measure({ name: 'Tenants', value: tenants.filter((tenant) => tenant.state === state).length, by: { state } });
  }
  measure({ name: 'MonthlyUsd', value: tenants.reduce((sum, tenant) => sum + monthlyUsd(tenant), 0), by: {} });
  measure({ name: 'QueuedClosings', value: await queuedClosings(), by: {} });
  const quiet = tenants.filter(({ expected }) => quietSince(expected, now()));
  for (const { tenantId, slug, state, expected } of quiet) {
    if (!expected) continue;
    const { stage, step, since, until, advice } = expected;
    const keys = { tenantId, slug, state, stage, step, quietSince: since, expectedBy: until, advice };
    warn(`nothing heard of ${slug} since ${since}: stage ${stage}${step ? `, step ${step}` : ''}`, keys);
  }
  measure({ name: 'QuietTenants', value: quiet.length, by: {} });
  const read = await Promise.allSettled([
    quotas(tenants).then((found) => {
      for (const { id, used, limit } of found) {
        if (used === undefined || limit === undefined) continue;
        measure({ name: 'QuotaUsed', value: limit > 0 ? (100 * used) / limit : 100, by: { quota: id } });
      }
    }),
    billedUsd().then((value) => value !== undefined && measure({ name: 'BilledUsd', value, by: {} })),
  ]);
  const reasons = read.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (reasons.length > 0) throw new AggregateError(reasons, `not read: ${reasons.map(String).join('; ')}`);
};
