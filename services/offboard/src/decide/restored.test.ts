import { expect, test } from '@jest/globals';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { samples } from '@tenantry/events-schema/testing/samples';
import { type Decision, undecided } from './decision.ts';
import { restoredDecision } from './restored.ts';

const offboarding = TenantOffboarding.detail.parse(samples.TenantOffboarding);
const decided: Decision = { ...undecided('T'), offboarding, isPublished: true };

test('that a tenant was ready, or is removed, is true for good, whichever of both says so', () => {
  const ready: Decision = { ...undecided('T'), wasReady: true };
  for (const [then, now] of [[ready, decided] as const, [decided, ready] as const])
    expect(restoredDecision(then, now)).toMatchObject({ wasReady: true, offboarding, isPublished: true });
});

test('what is missing comes back, and what is there is not lost', () => {
  expect(restoredDecision(decided, undefined)).toBe(decided);
  expect(restoredDecision(undefined, decided)).toBe(decided);
  expect(restoredDecision(undefined, undefined)).toBeUndefined();
});
