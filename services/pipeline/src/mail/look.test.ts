import { expect, test } from '@jest/globals';
import { TenantReady } from '@tenantry/events-schema/pipeline';
import { fresh } from '@tenantry/shared/saga/record';
import { invitationOf } from './invitation-state.ts';
import { liveOf } from './records.ts';
import { counted } from './undelivered.ts';

const AT = '2026-11-20T09:00:00.000Z';
const DAY = 86_400_000;
const waits = { UserStatus: 'FORCE_CHANGE_PASSWORD' as const, Enabled: true };

test('an invitation counts for seven days, by the clock of who asks', () => {
  const after = (days: number) => invitationOf(waits, AT, Date.parse(AT) + days * DAY);
  const expiresAt = '2026-11-27T09:00:00.000Z';
  expect(after(6.9)).toEqual({ state: 'invited', at: AT, expiresAt });
  expect(after(7)).toEqual({ state: 'expired', at: AT, expiresAt });
});

test('who has a password, was disabled, was never written to or is not there is none of both', () => {
  const state = (user: Parameters<typeof invitationOf>[0], at?: string) => invitationOf(user, at, Date.parse(AT)).state;
  expect(state({ UserStatus: 'CONFIRMED', Enabled: true }, AT)).toBe('signed-in');
  expect(state({ UserStatus: 'RESET_REQUIRED', Enabled: true })).toBe('signed-in');
  expect(state({ ...waits, Enabled: false }, AT)).toBe('disabled');
  expect(state(waits)).toBe('not-invited');
  expect(state(undefined, AT)).toBe('no-user');
});

test('of addresses only how many is kept, and when the last one was given up', () => {
  const [first, last] = [new Date('2026-11-20T09:00:00.000Z'), new Date('2026-11-21T09:00:00.000Z')];
  const found = [
    { Reason: 'BOUNCE' as const, LastUpdateTime: last },
    { Reason: 'BOUNCE' as const, LastUpdateTime: first },
    { Reason: 'COMPLAINT' as const, LastUpdateTime: first },
  ];
  expect(counted(found)).toEqual({ bounces: 2, complaints: 1, lastAt: last.toISOString() });
  expect(counted([])).toEqual({ bounces: 0, complaints: 0 });
});

test('the round looks at live tenants only, and asks nothing of a stage that is at work', () => {
  const ready = { ...fresh('T'), published: { [TenantReady.name]: 1 } };
  expect(liveOf(ready)).toEqual({ tenantId: 'T', isAtRest: true });
  expect(liveOf({ ...ready, generation: 2 })).toEqual({ tenantId: 'T', isAtRest: false });
  expect(liveOf(fresh('T'))).toBeUndefined();
  expect(liveOf({ ...ready, desired: 'absent' })).toBeUndefined();
});
