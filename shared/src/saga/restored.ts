import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { type Detail, fresh, NEVER_VERIFIED, type StageRecord, tombstone } from './record.ts';

/**
 * So long before the moment of a restore the replay begins, seconds: an event that had been published by then may not have been heard
 * yet, and its message is gone by now.
 */
export const OVERLAP = 3600;

/**
 * Between the generations before a restore and those after it: more than any record counts meanwhile. An event's id ends with the
 * generation (`tenant/stage/event/generation`), so no event after a restore has the id of one that was published before.
 */
const APART = 1000;

/** What is known of a tenant by now, from the archive too. */
export interface KnownByNow {
  /** It is off-boarded: what is gone stays gone. */
  readonly isGone: boolean;
  /** The decision to remove it, if there is one: a stage that heard of it only by the replay would first build again. */
  readonly offboarding?: Detail | undefined;
  /** The event by which the stage has said that nothing of it is left in the tenant's account, if it has: its role may be gone since. */
  readonly removed?: string | undefined;
}

/**
 * What becomes of a stage's record when its table goes back to an earlier moment, pure. AWS may be ahead of it, so all of it has to be
 * verified: whatever wakes it next finds a generation in which nothing is done yet. And the stage may have begun since: a removal looks.
 * @param then the record of that moment, if there was one
 * @param now the record that it replaces, if it is still there
 */
export const restored = (
  tenantId: string,
  then: StageRecord | undefined,
  now: StageRecord | undefined,
  { isGone, offboarding, removed }: KnownByNow,
): StageRecord => {
  if (now?.ended) return now;
  const known = then ?? fresh(tenantId);
  const generation = Math.max(known.generation, now?.generation ?? 0) + APART;
  if (isGone) return tombstone({ ...known, generation });
  const { lease: _lease, wake: _wake, waiting: _waiting, trouble: _trouble, repeats: _repeats, ...kept } = known;
  return {
    ...kept,
    generation,
    attempts: 0,
    ...(offboarding ? { desired: 'absent', seen: { ...kept.seen, [TenantOffboarding.name]: { keys: [], detail: offboarding } } } : {}),
    begun: kept.begun || (now?.begun ?? true),
    published: { ...(removed ? { [removed]: NEVER_VERIFIED } : {}), ...kept.published },
  };
};
