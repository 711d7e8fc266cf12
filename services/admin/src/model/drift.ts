import { DriftCheckRequested, type StageDriftChecked } from '@tenantry/events-schema/drift';
import type { DetailOf } from '@tenantry/events-schema/event';
import { STAGES, type StageName } from '@tenantry/saga/stages';
import { compareFacts, type Fact } from './fact.ts';
import { isWatched } from './health.ts';
import { driftAskedKey, driftKey, stageKey, type TenantHistory } from './history.ts';

type Checked = DetailOf<typeof StageDriftChecked>;
/** What a stage said of its last look. Times are ISO 8601, UTC. */
export interface StageDrift extends Pick<Checked, 'looked' | 'differences' | 'unread'> {
  readonly stage: StageName;
  readonly at: string;
  /** It has begun to verify all of it since: what it saw then says nothing of now. */
  readonly isRepaired: boolean;
}

/** Those that have something of a live tenant: all that build. */
export const CHECKED_STAGES = STAGES.filter(({ ready }) => ready !== undefined).map(({ name }) => name);

/** What a stage said of its last look; undefined where it never did. */
export const stageDriftOf = (history: TenantHistory, stage: StageName): StageDrift | undefined => {
  const fact = history.latest[driftKey(stage)];
  if (!fact) return undefined;
  const { looked, differences, unread } = fact.detail as unknown as Checked;
  const last = history.latest[stageKey(stage)];
  return { stage, at: fact.at, looked, differences, unread, isRepaired: last !== undefined && compareFacts(last, fact) > 0 };
};

/** When a stage was asked to look, if it has not answered since. */
export const openCheckOf = ({ latest }: TenantHistory, stage: StageName): string | undefined => {
  const asked = latest[driftAskedKey(stage)];
  return asked && asked.at > (latest[driftKey(stage)]?.at ?? '') ? asked.at : undefined;
};

/** The event that asks a stage to look. @param checkId by which the same check is asked for once */
export const driftCheckRequested = (tenantId: string, stage: StageName, checkId: string, causedBy: string, now: number) => ({
  tenantId,
  eventId: `${tenantId}/admin/${DriftCheckRequested.name}/${stage}/${checkId}`,
  causedBy,
  at: new Date(now).toISOString(),
  stage,
  checkId,
});

/**
 * Looks that follow from what was heard: a stage that had found differences has verified all of its steps since. What it says then is over,
 * or that a repair did not help.
 */
export const checksAfterRepair = (history: TenantHistory, heard: readonly Fact[], now: number) => {
  if (!isWatched(history)) return [];
  return CHECKED_STAGES.flatMap((stage) => {
    const drift = stageDriftOf(history, stage);
    const ready = STAGES.find(({ name }) => name === stage)?.ready;
    const end = heard.find(({ name, at }) => name === ready && at > (drift?.at ?? '~'));
    if (!end || !drift || drift.differences.length === 0) return [];
    const generation = end.eventId.split('/').slice(-2).join('/');
    return [driftCheckRequested(history.tenantId, stage, `after/${generation}`, end.eventId, now)];
  });
};

/** Every live tenant is looked at once a day. Milliseconds. */
const DAY = 24 * 60 * 60_000;
/** Longer than a round takes to come to every tenant. */
const LATE = 10 * 60_000;

/**
 * Whether a tenant's daily look is due: it has a moment of the day of its own, so that all are spread over it. What was missed is made up
 * for; but where nobody was ever asked, only around that moment, or all tenants of an upgraded deployment would be looked at at once.
 * @param place of the tenant in the day, 0–1 @param asked when it was last asked for, ISO 8601 @param now epoch milliseconds
 */
export const dailyCheckOf = (place: number, asked: string | undefined, now: number): string | undefined => {
  const today = Math.floor(now / DAY) * DAY + Math.floor(place * DAY);
  const due = today <= now ? today : today - DAY;
  const isDue = asked === undefined ? now - due < LATE : Date.parse(asked) < due;
  return isDue ? `day/${new Date(due).toISOString().slice(0, 10)}` : undefined;
};
