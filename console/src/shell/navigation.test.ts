import { expect, test } from '@jest/globals';
import { activeHref, crumbsOf } from './navigation.ts';

const ID = '01KAV7M0000000000000000001';

test('of links that both fit, the longer one is where one is', () => {
  expect(activeHref('/tenants/new')).toBe('/tenants/new');
  expect(activeHref(`/tenants/${ID}/cost`)).toBe('/tenants');
  expect(activeHref('/')).toBe('/');
  expect(activeHref('/nowhere')).toBe('');
});

test('the way to a page names the tenant when it is known', () => {
  expect(crumbsOf(`/tenants/${ID}/offboard`, 'Mercy').map(({ text }) => text)).toEqual(['Tenants', 'Mercy', 'Off-board']);
  expect(crumbsOf(`/tenants/${ID}`).map(({ text }) => text)).toEqual(['Tenants', ID]);
  expect(crumbsOf('/dead-letters/network/m-1').map(({ href }) => href)).toEqual(['/dead-letters', '/dead-letters/network/m-1']);
  expect(crumbsOf('/nowhere')).toEqual([]);
});
