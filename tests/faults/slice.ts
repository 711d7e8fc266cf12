import { createHash } from 'node:crypto';

const order = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * A slice of so many, the same every time: groups in turn, so that each is there before any is there twice.
 * @param groupOf names the group that one belongs to
 */
export const sliceOf = <T extends { readonly id: string }>(all: readonly T[], size: number, groupOf: (one: T) => string): readonly T[] => {
  const groups = new Map<string, T[]>();
  for (const one of [...all].sort((a, b) => (order(a.id) < order(b.id) ? -1 : 1))) {
    const key = groupOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const turns = [...groups.entries()].sort(([a], [b]) => (order(a) < order(b) ? -1 : 1)).map(([, group]) => group);
  const chosen: T[] = [];
  for (let round = 0; chosen.length < Math.min(size, all.length); round++) {
    for (const group of turns) {
      const one = group[round];
      if (one && chosen.length < size) chosen.push(one);
    }
  }
  return chosen;
};
