import { IsolationChanged, SuspensionChanged } from '@tenantry/events-schema/admin';
import type { DetailOf, EventDefinition } from '@tenantry/events-schema/event';
import { StageIsolated, StageSuspended } from '@tenantry/events-schema/stages';
import type { Action, StageRecord } from './record.ts';
import type { AnyStage, Entry } from './stage.ts';

/** A tenant's stages may be held in two degrees. One that is held in both is as one that is isolated. */
export type HoldName = 'isolated' | 'suspended';

interface Hold {
  /** The event by which it begins and ends: of several, the latest counts, in whatever order they arrive. */
  readonly changed: EventDefinition;
  /** What a stage says that has followed. */
  readonly said: EventDefinition;
  readonly isOn: (r: StageRecord) => boolean;
  /** What it says: with the id of the change that it has followed. */
  readonly saying: (stage: string, changeId: string) => object;
}

const heard = <E extends EventDefinition>({ seen }: StageRecord, { name }: E) => seen[name]?.detail as DetailOf<E> | undefined;

export const HOLDS: Readonly<Record<HoldName, Hold>> = {
  isolated: {
    changed: IsolationChanged,
    said: StageIsolated,
    isOn: (r) => heard(r, IsolationChanged)?.isolation.isolated === true,
    saying: (stage, isolationId) => ({ stage, isolationId }),
  },
  suspended: {
    changed: SuspensionChanged,
    said: StageSuspended,
    isOn: (r) => heard(r, SuspensionChanged)?.suspension.suspended === true,
    saying: (stage, suspensionId) => ({ stage, suspensionId }),
  },
};

/** Whether the tenant is held in any degree. */
export const isHeld = (r: StageRecord): boolean => Object.values(HOLDS).some(({ isOn }) => isOn(r));

/**
 * What a stage does that has come to where it goes no further with a tenant that is held: it says so, once per generation. Undefined where
 * the tenant is not held.
 */
export const held = (stage: AnyStage, r: StageRecord, isPublished: (name: string) => boolean, hold: HoldName): Action | undefined => {
  const { isOn, changed, said, saying } = HOLDS[hold];
  if (!isOn(r)) return undefined;
  if (isPublished(said.name)) return { do: 'nothing' };
  return { do: 'publish', event: said.name, detail: saying(stage.name, r.seen[changed.name]?.detail.eventId ?? '') };
};

/** The same of a stage that has not come so far because an event is missing: it has begun nothing, so that there is nothing to shut. */
export const heldBefore = (stage: AnyStage, r: StageRecord, isPublished: (name: string) => boolean, i: number): Action | undefined => {
  const ahead = stage.entries.slice(i).filter((entry): entry is Extract<Entry, { kind: 'unless' }> => entry.kind === 'unless');
  for (const { hold } of ahead) {
    const action = held(stage, r, isPublished, hold);
    if (action) return action;
  }
  return undefined;
};
