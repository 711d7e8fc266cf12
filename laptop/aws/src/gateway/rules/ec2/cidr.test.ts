import { describe, expect, test } from '@jest/globals';
import { contains, overlaps, parseBlock } from './cidr.ts';

const block = (cidr: string) => parseBlock(cidr)!;

describe('an IPv4 block', () => {
  test('clears host bits', () => {
    expect(parseBlock('10.0.1.7/16')).toEqual(parseBlock('10.0.0.0/16'));
  });

  test('is refused where it is none', () => {
    for (const text of ['10.0.0.0', '10.0.0.256/16', '10.0.0.0/33', 'x/16', '10.0.0/16']) expect(parseBlock(text)).toBeUndefined();
  });

  test('overlaps what shares one address', () => {
    expect(overlaps(block('10.1.0.0/16'), block('10.1.255.0/24'))).toBe(true);
    expect(overlaps(block('10.1.0.0/16'), block('10.2.0.0/16'))).toBe(false);
  });

  test('contains only what lies wholly inside', () => {
    expect(contains(block('10.1.0.0/16'), block('10.1.255.0/24'))).toBe(true);
    expect(contains(block('10.1.255.0/24'), block('10.1.0.0/16'))).toBe(false);
  });
});
