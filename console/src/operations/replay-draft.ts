import type { ReplaySelection } from '@tenantry/api-client/generated/api';

/** A moment as it is typed, in the person's own time zone. */
interface Moment {
  /** `2026-11-24`. */
  readonly date: string;
  /** `07:30:00`. */
  readonly time: string;
}
export interface ReplayDraft {
  /** One tenant's events, or all tenants'. Nobody replays all of them by leaving a field empty. */
  readonly scope: 'one' | 'all';
  /** What is typed of the tenant, or its id. */
  readonly tenant: string;
  readonly stages: readonly string[];
  /** Names, separated by commas. */
  readonly events: string;
  /** Absent until a person has chosen it. */
  readonly from?: Moment;
  readonly to?: Moment;
  readonly reason: string;
  /** The number of messages, typed by who replays all tenants' events. */
  readonly typed: string;
}
/** What is known of the tenant that is meant. */
export interface Meant {
  readonly tenantId?: string | undefined;
  readonly requestedAt?: string | undefined;
  readonly isGone?: boolean;
  /** Why none is meant. */
  readonly problem?: string | undefined;
}
const DAY_MS = 24 * 60 * 60_000;

const momentOf = (at: number): Moment => {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`,
  };
};
/** ISO 8601, UTC; undefined when it is no moment. */
const isoOf = ({ date, time }: Moment): string | undefined => {
  const at = new Date(`${date}T${time}`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

export const newReplay = (tenant: string): ReplayDraft => ({ scope: 'one', tenant, stages: [], events: '', reason: '', typed: '' });

/**
 * The window that is meant: of one tenant all of its life, since what it lacks may be older than a day; of all tenants the last day.
 * @param now epoch milliseconds
 */
export const windowOf = (
  { scope, from, to }: ReplayDraft,
  { requestedAt }: Meant,
  now: number,
): { readonly from: Moment; readonly to: Moment } => {
  const begin = scope === 'one' && requestedAt !== undefined ? Math.floor(Date.parse(requestedAt) / 1_000) * 1_000 : now - DAY_MS;
  return { from: from ?? momentOf(begin), to: to ?? momentOf(now) };
};

type Wrong = Readonly<Partial<Record<'tenant' | 'events' | 'from' | 'to', string>>>;
export const checkReplay = (draft: ReplayDraft, meant: Meant, now: number): Wrong => {
  const window = windowOf(draft, meant, now);
  const [from, to] = [isoOf(window.from), isoOf(window.to)];
  const tenant = draft.scope === 'one' ? tenantProblem(meant) : undefined;
  return {
    ...(tenant ? { tenant } : {}),
    ...(namesOf(draft.events).length > 0 && draft.scope === 'all' ? { events: 'Event types are chosen for one tenant only.' } : {}),
    ...(from ? {} : { from: 'Give a day and a time.' }),
    ...(to ? (from && to <= from ? { to: 'This is not later than the beginning.' } : {}) : { to: 'Give a day and a time.' }),
  };
};
const tenantProblem = ({ tenantId, problem, isGone = false }: Meant): string | undefined => {
  if (problem) return problem;
  if (tenantId === undefined) return 'Choose a tenant.';
  return isGone ? 'This tenant is off-boarded: its stages have nothing left to verify.' : undefined;
};

/** Whether who replays all tenants' events has typed how many messages that is. */
export const isCounted = ({ scope, typed }: ReplayDraft, deliveries: number | undefined): boolean =>
  scope === 'one' || (deliveries !== undefined && /\d/.test(typed) && Number(typed.replace(/[\s,.']/g, '')) === deliveries);

const namesOf = (events: string): readonly string[] =>
  events
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/** What the API is asked to send again. The draft must be valid. */
export const selectionOf = (draft: ReplayDraft, meant: Meant, now: number): ReplaySelection => {
  const names = namesOf(draft.events);
  const { from, to } = windowOf(draft, meant, now);
  return {
    ...(draft.scope === 'one' && meant.tenantId ? { tenantId: meant.tenantId } : {}),
    ...(draft.stages.length > 0 ? { stages: draft.stages as NonNullable<ReplaySelection['stages']> } : {}),
    ...(names.length > 0 ? { events: names } : {}),
    from: isoOf(from) ?? '',
    to: isoOf(to) ?? '',
  };
};
