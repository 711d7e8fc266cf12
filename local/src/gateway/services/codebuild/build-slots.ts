import { setTimeout as delay } from 'node:timers/promises';

/** How many builds may use the machine at once; the others queue, first come first served. */
export interface BuildSlots {
  /** Waits for a free slot; answers the function that frees it. Rejects with the signal's reason when aborted while queued. */
  readonly take: (signal: AbortSignal) => Promise<() => void>;
}

export const createBuildSlots = (limit: number): BuildSlots => {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const free = (): void => {
    const next = waiting.shift();
    if (next) next();
    else taken -= 1;
  };
  return {
    take: async (signal) => {
      signal.throwIfAborted();
      if (taken < limit) taken += 1;
      else {
        await new Promise<void>((resolve, reject) => {
          const turn = (): void => {
            signal.removeEventListener('abort', leave);
            resolve();
          };
          const leave = (): void => {
            waiting.splice(waiting.indexOf(turn), 1);
            reject(signal.reason);
          };
          signal.addEventListener('abort', leave, { once: true });
          waiting.push(turn);
        });
      }
      let freed = false;
      return () => {
        if (!freed) free();
        freed = true;
      };
    },
  };
};

/** Waits `milliseconds`; rejects with the signal's reason when aborted. */
export const wait = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await delay(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
};
