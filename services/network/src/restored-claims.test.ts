import { expect, test } from '@jest/globals';
import { restoredClaims } from './restored-claims.ts';

const claim = (tenantId: string, cidr: string, restsUntil?: number) => ({ tenantId, cidr, ...(restsUntil ? { restsUntil } : {}) });
const nobody = () => false;

test('a range that was claimed since keeps its tenant, and a tenant whose claim is missing has it back', () => {
  const then = [claim('A', '10.64.0.0/20')];
  const now = [claim('B', '10.64.16.0/20')];
  expect(restoredClaims(then, now, nobody)).toEqual([...now, ...then]);
});

test('nobody has two ranges, and nobody has a range that overlaps that of another', () => {
  const then = [claim('A', '10.64.0.0/20'), claim('B', '10.64.16.0/20')];
  const now = [claim('B', '10.64.32.0/20'), claim('C', '10.64.0.0/21')];
  expect(restoredClaims(then, now, nobody)).toEqual(now);
});

test('who is gone has no range; one that rests goes on resting', () => {
  const resting = claim('A', '10.64.0.0/20', 5000);
  expect(restoredClaims([claim('A', '10.64.0.0/20'), claim('B', '10.64.16.0/20')], [resting], (id) => id !== 'C')).toEqual([resting]);
  expect(restoredClaims([], [claim('A', '10.64.0.0/20')], (id) => id === 'A')).toEqual([]);
});
