import { describe, expect, test } from '@jest/globals';
import { allEvents } from '@tenantry/events-schema/all';
import { STAGES } from '@tenantry/saga/stages';
import type { Message } from '@tenantry/shared/saga/record';
import { heldBy } from '../services/offboard/src/decide/held.ts';
import { SHARED_ACCOUNTS, TENANT_ACCOUNT } from '../services/offboard/src/leftovers/accounts.ts';
import type { Lister } from '../services/offboard/src/leftovers/leftover.ts';

import { ELSEWHERE, PART_OF } from './swept.ts';

const LISTERS: Readonly<Record<string, readonly Lister[]>> = {
  tenant: TENANT_ACCOUNT,
  ...SHARED_ACCOUNTS,
  'super-admin': SHARED_ACCOUNTS.superAdmin,
};

const created = STAGES.flatMap(({ name, steps }) =>
  steps.flatMap((step) =>
    step.creates.filter(({ type }) => !(type in ELSEWHERE)).map(({ type, account }) => [`${name}.${step.name}`, type, account] as const),
  ),
);

describe('the sweep, which proves that nothing is left whatever the steps say, looks for', () => {
  test.each(created)('what %s creates: %s in the account %s', (_step, type, account) => {
    const found = (LISTERS[account] ?? []).flatMap(({ finds }) => finds);
    // Give a lister of services/offboard/src/leftovers/accounts.ts the type, add one, or say above what it is part of.
    expect(found).toContain(found.includes(type) ? type : (PART_OF[type] ?? type));
  });

  test('nothing is excepted that no step creates', () => {
    const types = STAGES.flatMap(({ steps }) => steps.flatMap(({ creates }) => creates.map(({ type }) => type)));
    expect([...Object.keys(PART_OF), ...Object.keys(ELSEWHERE)].filter((type) => !types.includes(type))).toEqual([]);
  });
});

describe('of an account that somebody closed, the evidence names', () => {
  /** The hub's side of it lies in an account that everybody gets into. */
  const ELSEWHERE_TOO = 'AWS::EC2::VPCPeeringConnection';
  /** What a step alone answers is told by no event that the stage of removals hears. */
  const isTold = (events: readonly string[], field: string): boolean =>
    allEvents.some(({ name, detail }) => events.includes(name) && field in detail.shape);
  const named = STAGES.flatMap(({ entries, steps }) => {
    const events = entries.flatMap((entry) => ('publishes' in entry ? [entry.publishes] : []));
    return steps
      .flatMap(({ creates }) => creates)
      .filter(({ type, account }) => account === 'tenant' && !(type in PART_OF) && type !== ELSEWHERE_TOO)
      .flatMap(({ type, ids }) => ids.filter((field) => isTold(events, field)).map((field) => [type, field, events] as const));
  });

  test.each(named)('%s, whose id events call %s (services/offboard/src/decide/held.ts)', (_type, field, events) => {
    const held = events.flatMap((name) => heldBy({ name, detail: { [field]: 'id-1' } } as unknown as Message));
    expect(held.map(({ id }) => id)).toContain('id-1');
  });
});
