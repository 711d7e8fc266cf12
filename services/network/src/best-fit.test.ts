import { describe, expect, test } from '@jest/globals';
import { blockAt, cidrOf, contains, overlaps, type Range, rangeOf } from '@tenantry/shared/domain/cidr';
import fc from 'fast-check';
import { bestFit } from './best-fit.ts';

const POOL = '10.64.0.0/20';
const pool = rangeOf(POOL);
const sizeOf = (prefix: number): number => 2 ** (32 - prefix);
const prefix = fc.integer({ min: 22, max: 28 });
type Move = { readonly take: number } | { readonly giveBack: number };
/** Takes a block of a size, or gives the nth of those taken back. */
const history: fc.Arbitrary<Move[]> = fc.array(fc.oneof(fc.record({ take: prefix }), fc.record({ giveBack: fc.nat() })), {
  maxLength: 120,
});

const play = (moves: readonly Move[]) => {
  const taken: Range[] = [];
  const refused: { prefix: number; taken: Range[] }[] = [];
  for (const move of moves) {
    if ('giveBack' in move) {
      taken.splice(move.giveBack % (taken.length + 1), 1);
      continue;
    }
    const found = bestFit(pool, taken, sizeOf(move.take));
    if (found) taken.push(found);
    else refused.push({ prefix: move.take, taken: [...taken] });
  }
  return { taken, refused };
};
const fit = (taken: readonly string[], size: number): string | undefined => {
  const found = bestFit(pool, taken.map(rangeOf), sizeOf(size));
  return found && cidrOf(found);
};

describe('best fit', () => {
  test('blocks given out never overlap, are aligned and lie in the pool, whatever was given back in between', () => {
    fc.assert(
      fc.property(history, (moves) => {
        const { taken } = play(moves);
        for (const [i, block] of taken.entries()) {
          expect(contains(pool, block)).toBe(true);
          expect(block.start % block.size).toBe(0);
          expect(taken.slice(i + 1).filter((other) => overlaps(block, other))).toEqual([]);
        }
      }),
    );
  });

  test('a size is refused only when no aligned block of that size is free', () => {
    fc.assert(
      fc.property(history, (moves) => {
        for (const refusal of play(moves).refused) {
          const slots = Array.from({ length: 2 ** (refusal.prefix - 20) }, (_, i) => rangeOf(blockAt(POOL, refusal.prefix, i)));
          expect(slots.filter((slot) => !refusal.taken.some((block) => overlaps(block, slot)))).toEqual([]);
        }
      }),
    );
  });

  test('the whole pool can be given out in any size', () => {
    fc.assert(
      fc.property(prefix, (size) => {
        const { taken } = play(Array.from({ length: 2 ** (size - 20) + 1 }, () => ({ take: size })));
        expect(taken.reduce((sum, block) => sum + block.size, 0)).toBe(pool.size);
      }),
    );
  });

  test('large blocks stay whole while a smaller one will do', () => {
    expect(fit(['10.64.0.0/24'], 26)).toBe('10.64.1.0/26'); // the other half of the /23 that the first tenant opened
    expect(fit(['10.64.0.0/24', '10.64.1.0/26'], 21)).toBe('10.64.8.0/21');
  });

  test('a pool in the upper half of the address space works: no sign bit is involved', () => {
    const found = bestFit(rangeOf('240.0.0.0/8'), [rangeOf('240.0.0.0/9')], sizeOf(16));
    expect(found && cidrOf(found)).toBe('240.128.0.0/16');
  });
});
