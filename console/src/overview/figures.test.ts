import { expect, test } from '@jest/globals';
import { quota } from '../../../cli/src/testing/operation-samples.ts';
import { distinct, monthTitle, tightOf } from './figures.ts';

test('quotas above 80 % come first, then those that nobody could read, and the rest not at all', () => {
  const { limit: _limit, used: _used, free: _free, ...unread } = quota({ id: 'unread' });
  const quotas = [unread, quota({ id: 'half', limit: 10, used: 5 }), quota({ id: 'edge', limit: 10, used: 8 })];
  const full = [
    quota({ id: 'tight', limit: 100, used: 81 }),
    quota({ id: 'full', limit: 10, used: 10 }),
    quota({ id: 'none', limit: 0, used: 0 }),
  ];
  expect(tightOf([...quotas, ...full]).map(({ id }) => id)).toEqual(['full', 'none', 'tight', 'unread']);
});

test('a month is said in words', () => expect(monthTitle('2026-11')).toBe('Nov 2026'));

test('two tenants of one name have a bar each', () => expect(distinct(['Mercy', 'Anna', 'Mercy'])).toEqual(['Mercy', 'Anna', 'Mercy (2)']));
