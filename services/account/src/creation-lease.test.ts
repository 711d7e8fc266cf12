import { expect, test } from '@jest/globals';
import { type CreationPlace, PLACES, taken } from './creation-lease.ts';

const full = Array.from({ length: PLACES }, (_, i) => `t${i}`).reduce((before: readonly CreationPlace[], id) => taken(before, id, 0), []);

test('Organizations creates five accounts at a time, and so many places there are', () => {
  expect(full.map(({ tenantId }) => tenantId)).toEqual(['t0', 't1', 't2', 't3', 't4']);
  expect(taken(full, 'late', 10)).toBe(full);
});

test('who has a place keeps it, for longer', () => {
  const again = taken(full, 't2', 100);
  expect(again).toHaveLength(PLACES);
  expect(again.find(({ tenantId }) => tenantId === 't2')?.until).toBe(400);
});

test('a place whose time is over is free: its owner is dead, or its creation over', () => {
  expect(taken(full, 'late', 299)).toBe(full);
  expect(taken(full, 'late', 300)).toEqual([{ tenantId: 'late', until: 600 }]);
});
