import { expect, test } from '@jest/globals';
import { windowOf } from './audit-time.ts';

const NOW = Date.parse('2026-11-29T01:00:00.000Z');

test.each([
  ['', {}],
  ['7d', { from: '2026-11-22T01:00:00.000Z' }],
  ['2026-11-01T00:00:00+01:00/2026-11-02T00:00:00+01:00', { from: '2026-10-31T23:00:00.000Z', to: '2026-11-01T23:00:00.000Z' }],
  ['yesterday', undefined],
  ['2026-11-02T00:00:00Z/2026-11-01T00:00:00Z', undefined],
  ['2026-11-02T00:00:00Z', undefined],
])('"%s"', (text, window) => {
  expect(windowOf(text, NOW)).toEqual(window);
});
