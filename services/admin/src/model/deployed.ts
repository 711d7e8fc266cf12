import type { TenantHistory } from './history.ts';

/** What costs money while it is there; each part belongs to one stage. Times are ISO 8601, UTC. */
export const PARTS = ['network', 'edge', 'pipeline'] as const;
export type Part = (typeof PARTS)[number];
export interface Span {
  readonly since: string;
  /** Absent while it is there. */
  readonly until?: string;
}
export type Deployed = Readonly<Partial<Record<Part, Span>>>;

const REMOVED: Readonly<Record<Part, string>> = { network: 'NetworkRemoved', edge: 'EdgeRemoved', pipeline: 'PipelineRemoved' };

/** Since when each part of a tenant is there, by what its stages say: from the first step of a stage until it says that all is gone. */
export const deployedOf = ({ latest, first }: TenantHistory): Deployed =>
  Object.fromEntries(
    PARTS.flatMap((part): [Part, Span][] => {
      const since = first[`stage/${part}`];
      const until = (latest[REMOVED[part]] ?? latest.TenantOffboarded)?.at;
      if (!since || (until && until <= since)) return [];
      return [[part, { since, ...(until ? { until } : {}) }]];
    }),
  );
