import { expect, test } from '@jest/globals';
import { agrees, differing } from './agrees.ts';

test('what AWS adds by itself is no drift', () => {
  expect(agrees({ Enabled: true, Limit: 2000, Window: 300 }, { Enabled: true, Limit: 2000 })).toBe(true);
  expect(agrees({ Items: ['HEAD', 'GET'], Quantity: 2 }, { Items: ['GET', 'HEAD'] })).toBe(true);
});

test('a changed, missing or additional member of what we set is drift', () => {
  expect(agrees({ Rules: [{ Name: 'a', Limit: 1 }] }, { Rules: [{ Name: 'a', Limit: 2 }] })).toBe(false);
  expect(agrees({}, { Enabled: false })).toBe(false);
  expect(agrees({ Items: ['GET', 'HEAD', 'PUT'] }, { Items: ['GET', 'HEAD'] })).toBe(false);
  expect(agrees(undefined, { Items: [] })).toBe(false);
});

test('what differs is named by its member', () => {
  expect(differing({ Enabled: true, Limit: 2, Window: 300 }, { Enabled: true, Limit: 1, Scope: 'all' })).toEqual(['Limit', 'Scope']);
  expect(differing(undefined, { Enabled: true })).toEqual(['Enabled']);
  expect(differing({ Enabled: true }, { Enabled: true, Limit: undefined })).toEqual([]);
});
