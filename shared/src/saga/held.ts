import { IsolationChanged } from '@tenantry/events-schema/admin';
import type { DetailOf } from '@tenantry/events-schema/event';
import { StageIsolated } from '@tenantry/events-schema/stages';
import type { Action, StageRecord } from './record.ts';
import type { AnyStage } from './stage.ts';

const changeOf = ({ seen }: StageRecord) => seen[IsolationChanged.name]?.detail as DetailOf<typeof IsolationChanged> | undefined;

/** Whether the tenant is isolated. Of several changes the latest counts, in whatever order they arrive. */
export const isIsolated = (r: StageRecord): boolean => changeOf(r)?.isolation.isolated === true;

/**
 * What a stage does that has come to where it goes no further with an isolated tenant: it says so, once per generation. Undefined where
 * the tenant is not isolated.
 */
export const held = (stage: AnyStage, r: StageRecord, isPublished: (name: string) => boolean): Action | undefined => {
  const change = changeOf(r);
  if (!change?.isolation.isolated) return undefined;
  if (isPublished(StageIsolated.name)) return { do: 'nothing' };
  return { do: 'publish', event: StageIsolated.name, detail: { stage: stage.name, isolationId: change.eventId } };
};

/** The same of a stage that has not come so far because an event is missing: it has begun nothing, so that there is nothing to shut. */
export const heldBefore = (stage: AnyStage, r: StageRecord, isPublished: (name: string) => boolean, i: number): Action | undefined =>
  stage.entries.slice(i).some(({ kind }) => kind === 'unless isolated') ? held(stage, r, isPublished) : undefined;
