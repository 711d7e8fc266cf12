import { setTimeout } from 'node:timers/promises';

/** How long a test waits for what must come, milliseconds. It bounds a hang and says nothing of speed. */
export const PATIENCE_MS = 600_000;

/** Pauses between looks, milliseconds: short first, since most comes soon, then long enough that looking costs little. */
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 250;

/** Looks until there is an answer. @throws Error that says what never came */
export const eventually = async <T>(what: string, look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> => {
  const deadline = Date.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not after ${PATIENCE_MS / 1000} s`);
    await setTimeout(pause);
  }
};
