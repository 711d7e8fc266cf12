import { held, heldBefore } from './held.ts';
import { inputs } from './inputs.ts';
import type { Action, StageRecord } from './record.ts';
import type { AnyStage, Entry } from './stage.ts';

const NOTHING: Action = { do: 'nothing' };

/** What a stage that builds does next: the first entry of its list that is not behind says so. */
export const forward = (stage: AnyStage, r: StageRecord, isPublished: (name: string) => boolean): Action => {
  for (const [i, entry] of stage.entries.entries()) {
    const action = dueAt(stage, r, isPublished, i, entry);
    if (action) return action;
  }
  return NOTHING;
};

/** What an entry of the list asks for; undefined when it is behind. */
const dueAt = (stage: AnyStage, r: StageRecord, isPublished: (name: string) => boolean, i: number, entry: Entry): Action | undefined => {
  switch (entry.kind) {
    case 'on': // as far as the events received allow
      return r.seen[entry.event.name] ? undefined : (heldBefore(stage, r, isPublished, i) ?? NOTHING);
    case 'also':
      return undefined;
    case 'unless':
      return held(stage, r, isPublished, entry.hold);
    case 'step':
      return r.done[entry.step.name]?.generation === r.generation ? undefined : { do: 'ensure', step: entry.step.name };
    case 'publish': {
      if (isPublished(entry.event.name)) return undefined;
      const isLast = i === stage.entries.length - 1;
      return isLast && !r.finished ? { do: 'finish' } : { do: 'publish', event: entry.event.name, detail: inputs(stage, r) };
    }
    default:
      return entry satisfies never;
  }
};
