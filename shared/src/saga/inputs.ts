import type { Heard, StageRecord } from './record.ts';
import type { AnyStage } from './stage.ts';

/**
 * What the steps may read: details of the events on which a removal begins, then of the events heard, then what earlier steps answered, then
 * the optional events. What comes later overrides.
 */
export const inputs = (stage: AnyStage, r: StageRecord): Heard => {
  let has: object = Object.assign({}, ...stage.removeOn.map((event) => r.seen[event.name]?.detail));
  let overrides: object = {};
  for (const entry of stage.entries) {
    if (entry.kind === 'on') has = { ...has, ...r.seen[entry.event.name]?.detail };
    else if (entry.kind === 'also') overrides = { ...overrides, ...r.seen[entry.event.name]?.detail };
    else if (entry.kind === 'step') has = { ...has, ...r.done[entry.step.name]?.out };
  }
  return { ...has, ...overrides };
};
