import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blockAt, cidrOf, contains, freeBlocks, isCanonical, overlaps, prefixOf, rangeOf } from './cidr.ts';

const block = fc
  .tuple(fc.nat({ max: 2 ** 32 - 1 }), fc.integer({ min: 8, max: 30 }))
  .map(([address, prefix]) => rangeOf(`${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${prefix}`));

describe('ranges', () => {
  test('a block in canonical form survives the round trip, any other is told apart', () => {
    fc.assert(fc.property(block, (range) => isCanonical(cidrOf(range)) && rangeOf(cidrOf(range)).start === range.start));
    expect(isCanonical('10.64.0.7/20')).toBe(false);
    expect(cidrOf(rangeOf('10.64.0.7/20'))).toBe('10.64.0.0/20');
    expect(cidrOf(rangeOf('255.255.255.255/32'))).toBe('255.255.255.255/32');
    expect(prefixOf('10.64.0.0/20')).toBe(20);
  });

  test('two blocks overlap only when one contains the other', () => {
    fc.assert(fc.property(block, block, (a, b) => overlaps(a, b) === (contains(a, b) || contains(b, a))));
    expect(overlaps(rangeOf('10.0.0.0/16'), rangeOf('10.1.0.0/16'))).toBe(false);
  });

  test('blocks are cut side by side and never beyond the range', () => {
    expect([0, 1, 15].map((index) => blockAt('10.0.0.0/16', 20, index))).toEqual(['10.0.0.0/20', '10.0.16.0/20', '10.0.240.0/20']);
    expect(() => blockAt('10.0.0.0/16', 20, 16)).toThrow(RangeError);
    expect(() => blockAt('10.0.0.0/24', 20, 0)).toThrow(RangeError);
  });

  test('a taken range costs each block that it touches, and a range too small holds none', () => {
    const free = (...taken: readonly string[]) => freeBlocks(rangeOf('10.0.0.0/16'), 2 ** 12, taken.map(rangeOf));
    expect([free(), free('10.0.16.0/24'), free('10.0.0.0/19', '10.0.240.7/32'), free('10.0.0.0/8')]).toEqual([16, 15, 13, 0]);
    expect(freeBlocks(rangeOf('10.0.0.0/24'), 2 ** 12, [])).toBe(0);
  });
});
