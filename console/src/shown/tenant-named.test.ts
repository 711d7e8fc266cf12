import { expect, test } from '@jest/globals';
import { summary } from '../../../cli/src/testing/samples.ts';
import { tenantNamed, unnamedText } from './tenant-named.ts';

const mercy = summary({ tenantId: '01KAV7M0000000000000000001', slug: 'mercy', name: 'Mercy Hospital', domain: 'mercy.app.example' });
const west = summary({ tenantId: '01KAV7M0000000000000000002', slug: 'mercy-west', name: 'Mercy West', domain: 'mercy-west.app.example' });

test.each([
  ['mercy', mercy],
  ['MERCY hospital', mercy],
  ['mercy-west.app.example', west],
  ['01kav7m0000000000000000002', west],
  ['merc', undefined],
  ['', undefined],
  ['anna', undefined],
])('"%s"', (typed, meant) => {
  expect(tenantNamed(typed, [mercy, west])).toBe(meant);
});

test('the only one that is found is meant', () => {
  expect(tenantNamed('hosp', [mercy])).toBe(mercy);
});

test('of two with one name none is meant', () => {
  expect(tenantNamed('mercy hospital', [mercy, { ...west, name: 'Mercy Hospital' }])).toBeUndefined();
});

test('what is not understood is said', () => {
  expect(unnamedText(' anna ', 0)).toContain('No tenant has the name, slug, domain or id "anna"');
  expect(unnamedText('merc', 2)).toContain('Choose one');
});
