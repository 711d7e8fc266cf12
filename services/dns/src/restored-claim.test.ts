import { expect, test } from '@jest/globals';
import { FREE } from './claims.ts';
import { restoredClaim } from './restored-claim.ts';

const isGone = (tenantId: string) => tenantId === 'GONE';
const label = (owner: string | undefined) => (owner === undefined ? undefined : { tenantId: 'label#mercy', owner });

test.each([
  ['of who had it then', 'A', undefined, 'A'],
  ['of who has been given it since', undefined, 'B', 'B'],
  ['of who has been given it since it was free', FREE, 'B', 'B'],
  ['free when its tenant is gone', 'GONE', FREE, FREE],
  ['of the next when its tenant is gone', 'GONE', 'B', 'B'],
])('a label is %s', (_whose, then, now, owner) => {
  expect(restoredClaim(label(then), label(now), isGone)).toEqual(label(owner));
});

test('who writes to the zone at the moment is not who did then: nobody would ever give that back', () => {
  const lease = { tenantId: 'zone#Z1', owner: 'A', until: 100 };
  expect(restoredClaim(lease, undefined, isGone)).toBeUndefined();
  expect(restoredClaim(lease, { ...lease, owner: 'B' }, isGone)).toMatchObject({ owner: 'B', until: 100 });
});
