import { setTimeout as delay } from 'node:timers/promises';

/** Who builds, and how many builds may run there at once. */
interface Builder {
  readonly accountId: string;
  /** The account's quota at this moment. */
  readonly limit: () => number;
}

/** How many builds may use the machine, and an account, at once; the others queue, first come first served. */
export interface BuildSlots {
  /** Waits for a free slot; answers the function that frees it. Rejects with the signal's reason when aborted while queued. */
  readonly take: (builder: Builder, signal: AbortSignal) => Promise<() => void>;
}

interface Waiting {
  readonly builder: Builder;
  readonly turn: () => void;
}

/** @param machine builds that the machine may run at once, of all accounts */
export const createBuildSlots = (machine: number): BuildSlots => {
  const waiting: Waiting[] = [];
  const taken: string[] = [];
  const isFree = ({ accountId, limit }: Builder): boolean =>
    taken.length < machine && taken.filter((id) => id === accountId).length < limit();
  /** Lets in whoever fits now, in the order of coming. */
  const admit = (): void => {
    for (const place of [...waiting]) {
      if (!isFree(place.builder)) continue;
      waiting.splice(waiting.indexOf(place), 1);
      taken.push(place.builder.accountId);
      place.turn();
    }
  };
  return {
    take: async (builder, signal) => {
      signal.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const leave = (): void => {
          waiting.splice(waiting.indexOf(place), 1);
          reject(signal.reason);
        };
        const turn = (): void => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const place: Waiting = { builder, turn };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(place);
        admit();
      });
      let isHeld = true;
      return () => {
        if (isHeld) taken.splice(taken.indexOf(builder.accountId), 1);
        isHeld = false;
        admit();
      };
    },
  };
};

/** Waits `milliseconds`; rejects with the signal's reason when aborted. */
export const wait = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await delay(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
};
