import { contains, overlaps, type Range } from '@tenantry/shared/domain/cidr';

/** What is free in `pool`, as the largest aligned blocks, in order; nothing smaller than `smallest` addresses. */
const free = (pool: Range, taken: readonly Range[], smallest: number): readonly Range[] => {
  const inside = taken.filter((range) => overlaps(range, pool));
  if (inside.length === 0) return [pool];
  if (pool.size <= smallest || inside.some((range) => contains(range, pool))) return [];
  const size = pool.size / 2;
  return [pool.start, pool.start + size].flatMap((start) => free({ start, size }, inside, smallest));
};

/**
 * The start of the smallest free block that holds `size` addresses, the lowest among equals: large blocks stay whole for as long
 * as a smaller one will do. Undefined only when no aligned block of that size is free.
 */
export const bestFit = (pool: Range, taken: readonly Range[], size: number): Range | undefined => {
  const [best] = free(pool, taken, size)
    .filter((block) => block.size >= size)
    .toSorted((a, b) => a.size - b.size || a.start - b.start);
  return best && { start: best.start, size };
};
