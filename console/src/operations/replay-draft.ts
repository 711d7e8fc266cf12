import type { ReplaySelection } from '@tenantry/api-client/generated/api';

/** A moment as it is typed, in the person's own time zone. */
interface Moment {
  /** `2026-11-24`. */
  readonly date: string;
  /** `07:30:00`. */
  readonly time: string;
}
export interface ReplayDraft {
  readonly tenantId: string;
  readonly stages: readonly string[];
  /** Names, separated by commas. */
  readonly events: string;
  readonly from: Moment;
  readonly to: Moment;
  readonly reason: string;
}
const DAY_MS = 24 * 60 * 60_000;
const TENANT_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;

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

/** The last day, which is what is wanted mostly. @param now epoch milliseconds */
export const newReplay = (tenantId: string, now: number): ReplayDraft => ({
  tenantId,
  stages: [],
  events: '',
  from: momentOf(now - DAY_MS),
  to: momentOf(now),
  reason: '',
});

export const checkReplay = (draft: ReplayDraft): Readonly<Partial<Record<'tenantId' | 'events' | 'from' | 'to', string>>> => {
  const [from, to] = [isoOf(draft.from), isoOf(draft.to)];
  return {
    ...(draft.tenantId.trim() !== '' && !TENANT_ID.test(draft.tenantId.trim())
      ? { tenantId: 'This is no tenant id: copy it from the tenant.' }
      : {}),
    ...(namesOf(draft.events).length > 0 && draft.tenantId.trim() === '' ? { events: 'Name a tenant, too.' } : {}),
    ...(from ? {} : { from: 'Give a day and a time.' }),
    ...(to ? (from && to <= from ? { to: 'This is not later than the beginning.' } : {}) : { to: 'Give a day and a time.' }),
  };
};

const namesOf = (events: string): readonly string[] =>
  events
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/** What the API is asked to send again. The draft must be valid. */
export const selectionOf = (draft: ReplayDraft): ReplaySelection => {
  const names = namesOf(draft.events);
  return {
    ...(draft.tenantId.trim() ? { tenantId: draft.tenantId.trim() } : {}),
    ...(draft.stages.length > 0 ? { stages: draft.stages as NonNullable<ReplaySelection['stages']> } : {}),
    ...(names.length > 0 ? { events: names } : {}),
    from: isoOf(draft.from) ?? '',
    to: isoOf(draft.to) ?? '',
  };
};
