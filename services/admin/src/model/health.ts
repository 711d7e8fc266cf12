import { TenantHealthChanged } from '@tenantry/events-schema/health';
import type { TenantHistory } from './history.ts';
import { holdsOf } from './isolation.ts';
import { stateOf } from './view.ts';

/** How a tenant's domain answered when somebody looked from outside. Times are ISO 8601, UTC. */
export interface Visited {
  readonly well: boolean;
  /** What was asked: of one that is not well, the first address that failed. */
  readonly url: string;
  readonly status?: number;
  readonly code?: string;
  readonly reason?: string;
}
/** The last look, and since when all looks were like it. */
export interface Probe extends Visited {
  readonly at: string;
  readonly since: string;
  /** Looks in a row that failed. */
  readonly failures: number;
}
export type HealthState = 'well' | 'failing' | 'unwell';

/** Every live tenant is looked at once in so many minutes. */
export const ROUND_MINUTES = 5;
const MINUTE = 60_000;
/** After a longer pause the last look says nothing of what was between. Milliseconds. */
const PAUSE = (2 * ROUND_MINUTES - 1) * MINUTE;
/** One failed look may be the way there. */
const UNWELL_AFTER = 2;

/** The look after the last one. @param now epoch milliseconds */
export const probed = (last: Probe | undefined, visited: Visited, now: number): Probe => {
  const at = new Date(now).toISOString();
  const goesOn = last?.well === visited.well && now - Date.parse(last.at) <= PAUSE;
  return { ...visited, at, since: goesOn ? last.since : at, failures: visited.well ? 0 : (goesOn ? last.failures : 0) + 1 };
};

/** What a look says of a tenant: one that failed once is not unwell yet. */
export const healthStateOf = ({ well, failures }: Probe): HealthState => (well ? 'well' : failures < UNWELL_AFTER ? 'failing' : 'unwell');

/** Whether a look is news: by what is known of the tenant, so that a lost event is said again. */
export const isHealthNews = (probe: Probe, isKnownUnwell: boolean): boolean => {
  const state = healthStateOf(probe);
  return isKnownUnwell ? state === 'well' : state === 'unwell';
};

/** The event that says it, by an id that follows from what it says. */
export const healthChanged = (tenantId: string, { well, since, at, url, status, code, reason }: Probe) => ({
  tenantId,
  eventId: `${tenantId}/admin/${TenantHealthChanged.name}/${well ? 'well' : 'unwell'}/${since}`,
  causedBy: '',
  at,
  well,
  since,
  url,
  ...(status === undefined ? {} : { status }),
  ...(code === undefined ? {} : { code }),
  ...(reason === undefined ? {} : { reason }),
});

/** Only a live tenant is expected to answer: one that is held shows a page that says so, and one that goes has none. */
export const isWatched = (history: TenantHistory): boolean => stateOf(history) === 'ready' && Object.keys(holdsOf(history)).length === 0;
