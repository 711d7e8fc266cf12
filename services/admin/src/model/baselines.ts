import { FORWARD } from '@tenantry/saga/stages';
import type { TenantState } from '../contract/fields.ts';
import type { TenantHistory } from './history.ts';

/** The baseline by which each stage last verified a tenant; without stages that said none, or did not finish. */
export type Baselines = Readonly<Record<string, string>>;

/** What the last events of the stages say. */
export const baselinesOf = ({ latest }: TenantHistory): Baselines =>
  Object.fromEntries(
    FORWARD.flatMap(({ name, ready = '' }) => {
      const baseline = latest[ready]?.baseline;
      return baseline === undefined ? [] : [[name, baseline]];
    }),
  );

/**
 * Stages that make more for a tenant, or something else, than they did when they last verified it. Only a live tenant is behind: another one
 * is on its way to what the stages make now, or away from it. What is not known is behind: the tenant was last verified by a release that
 * did not say it.
 */
export const behindOf = ({ state, baselines = {} }: { readonly state: TenantState; readonly baselines?: Baselines }): readonly string[] =>
  state === 'ready' ? FORWARD.filter(({ name, baseline }) => baselines[name] !== baseline).map(({ name }) => name) : [];

/** How many tenants are behind on each stage; without stages on which nobody is. */
export const countBehind = (tenants: readonly Parameters<typeof behindOf>[0][]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const tenant of tenants) for (const stage of behindOf(tenant)) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  return counts;
};
