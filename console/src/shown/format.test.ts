import { expect, test } from '@jest/globals';
import { count, dateTimeIn, duration, estimated, fromNow, lasting, stepTitle } from './format.ts';

test.each([
  [0, '0.0 s'],
  [0.42, '0.4 s'],
  [1.4, '1 s'],
  [59.6, '1 min'],
  [90, '1 min 30 s'],
  [7_500, '2 h 5 min'],
  [273_600, '3 d 4 h'],
])('%s seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

test('what lies back or ahead is said in one unit, and this moment is now', () => {
  const now = Date.parse('2026-11-24T08:00:00Z');
  const at = (seconds: number): string => fromNow(new Date(now - seconds * 1_000).toISOString(), now);
  expect([at(0), at(42), at(100), at(7_500), at(-3_600)]).toEqual(['now', '42 s ago', '2 min ago', '2 h 5 min ago', 'in 1 h']);
});

test.each([
  ['natGateway', 'NAT gateway'],
  ['httpApi', 'HTTP API'],
  ['webAcl', 'Web ACL'],
  ['dns', 'DNS'],
])('the step %s is called %s', (step, title) => expect(stepTitle(step)).toBe(title));

test('one is one, many are many', () =>
  expect([count(1, 'tenant'), count(0, 'delivery', 'deliveries')]).toEqual(['1 tenant', '0 deliveries']));

test('a sum that lacks a price is said to be less than the cost', () => {
  expect(estimated(11, undefined)).toBe('$11.00');
  expect(estimated(11, 'price unknown for eu-central-1: Secret')).toBe('at least $11.00');
});

test('what lasts is said without seconds that nobody needs', () => {
  const now = Date.parse('2026-11-24T08:00:00Z');
  const since = (seconds: number): string => lasting(new Date(now - seconds * 1_000).toISOString(), now);
  expect([since(42), since(100), since(7_500), since(-5)]).toEqual(['42 s', '2 min', '2 h 5 min', '0.0 s']);
});

test('a time names its zone', () => {
  expect(dateTimeIn('America/New_York')('2026-11-27T21:30:40.000Z')).toBe('27 Nov 2026, 16:30:40 GMT-5');
  expect(dateTimeIn('UTC')('2026-11-27T21:30:40.000Z')).toBe('27 Nov 2026, 21:30:40 UTC');
  expect(dateTimeIn('UTC')('')).toBe('–');
});
