import type { ExecutionMode } from './types.ts';

/** Thrown into an execution that a newer one overtook while it waited. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

interface Waiting {
  readonly enter: () => void;
  readonly leave: (reason: unknown) => void;
}

/** A stage that an execution is in. */
interface Stage {
  waiting: Waiting[];
}

/**
 * Who may be in a stage: one execution at a time, the others wait in order (QUEUED), or only the newest of them waits (SUPERSEDED), or
 * stages are not shared at all (PARALLEL). https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
export interface StageQueue {
  /** Waits until the stage is free; answers the function that leaves it. Rejects with Superseded, or the signal's reason. */
  readonly enter: (stageKey: string, mode: ExecutionMode, signal: AbortSignal) => Promise<() => void>;
}

export const createStageQueue = (): StageQueue => {
  const stages = new Map<string, Stage>();

  const leave = (key: string, stage: Stage): void => {
    const next = stage.waiting.shift();
    if (next) next.enter();
    else stages.delete(key);
  };

  const wait = (stage: Stage, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const abort = (): void => place.leave(signal.reason);
      const place: Waiting = {
        enter: () => {
          signal.removeEventListener('abort', abort);
          resolve();
        },
        leave: (reason) => {
          signal.removeEventListener('abort', abort);
          stage.waiting = stage.waiting.filter((other) => other !== place);
          reject(reason);
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      stage.waiting.push(place);
    });

  return {
    enter: async (key, mode, signal) => {
      signal.throwIfAborted();
      if (mode === 'PARALLEL') return () => undefined;
      const stage = stages.get(key);
      if (!stage) {
        const entered: Stage = { waiting: [] };
        stages.set(key, entered);
        return () => leave(key, entered);
      }
      if (mode === 'SUPERSEDED')
        for (const older of [...stage.waiting]) older.leave(new Superseded('A newer execution has superseded this one'));
      await wait(stage, signal);
      return () => leave(key, stage);
    },
  };
};
