import { STAGES, type StageName } from '@tenantry/saga/stages';
import type { ReplayPreview } from '../../contract/replays.ts';
import type { Fact } from '../../model/fact.ts';

export interface Selection {
  readonly stages?: readonly StageName[] | undefined;
  /** Names of events. */
  readonly events?: readonly string[] | undefined;
  readonly from: string;
  readonly to: string;
}
/** One event for one stage. */
export interface Delivery {
  readonly stage: StageName;
  readonly fact: Fact;
}

const isWanted = <T>(wanted: readonly T[] | undefined, value: T): boolean => wanted === undefined || wanted.includes(value);

/**
 * What a replay gives which stage: of each event the latest within the window, oldest first. The latest, because a stage verifies
 * everything once per delivery, and what an earlier publication said is no longer so. Pure.
 */
export const deliveriesOf = (facts: readonly Fact[], { stages, events, from, to }: Selection): readonly Delivery[] => {
  // In numbers: times in requests may have another precision.
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const latest = new Map<string, Fact>();
  for (const fact of facts) {
    const at = Date.parse(fact.at);
    if (at < begin || at > end || !isWanted(events, fact.name)) continue;
    const known = latest.get(fact.name);
    if (!known || known.at < fact.at) latest.set(fact.name, fact);
  }
  return STAGES.filter(({ name }) => isWanted(stages, name)).flatMap(({ name: stage, hears }) =>
    [...latest.values()]
      .filter((fact) => (hears as readonly string[]).includes(fact.name))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .map((fact) => ({ stage, fact })),
  );
};

/** @param tenants that the events are about */
export const previewOf = (
  deliveries: readonly { readonly stage: StageName; readonly event: string; readonly count: number }[],
  tenants: number,
): ReplayPreview => ({
  deliveries: deliveries.reduce((sum, { count }) => sum + count, 0),
  tenants,
  stages: STAGES.flatMap(({ name }) => {
    const own = deliveries.filter(({ stage, count }) => stage === name && count > 0);
    if (own.length === 0) return [];
    return [
      {
        stage: name,
        deliveries: own.reduce((sum, { count }) => sum + count, 0),
        events: own.map(({ event, count }) => ({ event, count })),
      },
    ];
  }),
});
