import { FORWARD, stageNamed } from '@tenantry/saga/stages';
import { stageKey, type TenantHistory } from './history.ts';

/** What may cost money while it is there, by the stage that makes it. Times are ISO 8601, UTC. */
export const PARTS = FORWARD.map(({ name }) => name);
export type Part = (typeof PARTS)[number];
export interface Span {
  readonly since: string;
  /** Absent while it is there. */
  readonly until?: string;
}
export type Deployed = Readonly<Partial<Record<Part, Span>>>;

/** Since when each part of a tenant is there, by what its stages say: from the first step of a stage until it says that all is gone. */
export const deployedOf = ({ latest, first }: TenantHistory): Deployed =>
  Object.fromEntries(
    PARTS.flatMap((part): [Part, Span][] => {
      const since = first[stageKey(part)];
      const until = (latest[stageNamed(part).removed] ?? latest.TenantOffboarded)?.at;
      if (!since || (until && until <= since)) return [];
      return [[part, { since, ...(until ? { until } : {}) }]];
    }),
  );
