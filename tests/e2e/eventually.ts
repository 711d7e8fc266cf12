import { setTimeout } from 'node:timers/promises';

/** Looks until there is an answer. Milliseconds. @throws Error that says what never came */
export const eventually = async <T>(what: string, look: () => Promise<T | undefined | false>, patience = 60_000): Promise<T> => {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not after ${patience} ms`);
    await setTimeout(250);
  }
};
