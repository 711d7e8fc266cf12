import { describe, expect, test } from '@jest/globals';
import { allEvents } from '@tenantry/events-schema/all';
import { samples } from '@tenantry/events-schema/testing/samples';
import fc from 'fast-check';
import { tenantItem } from '../table/items.ts';
import { factOf } from './fact.ts';
import { forgottenFact } from './forgotten.ts';
import { evolve, freshHistory } from './history.ts';

/** What people are called, and what a person, AWS or a build has said: it may name one. */
const PERSONAL = ['ada.lovelace@mercy.example', 'Ada Lovelace', 'said of Ada'];
const FREE = ['reason', 'message', 'advice', 'requestedBy', 'name', 'adminEmail', 'firstUser', 'variables'];
const [address, name, said] = PERSONAL;
/** Every event of the product as it came of a tenant, with a person wherever it may hold one. */
const facts = allEvents
  .filter(({ of }) => of === 'tenant')
  .map((event) => {
    const sample = samples[event.name as keyof typeof samples] as (typeof samples)['StageFailed'];
    const values: Readonly<Record<string, unknown>> = { adminEmail: address, firstUser: address, requestedBy: address, name };
    const spoken = Object.entries(sample).map(([field, value]) => [
      field,
      field === 'variables' ? { APP_CONTACT: address } : FREE.includes(field) ? (values[field] ?? said) : value,
    ]);
    return factOf(event.name, Object.fromEntries(spoken) as typeof sample);
  });
const people = (value: unknown): readonly string[] => PERSONAL.filter((one) => JSON.stringify(value).includes(one));

describe('of a tenant that is gone', () => {
  test('no event keeps what names a person, and what a person, AWS or a build has said', () => {
    expect(facts.filter((fact) => people(fact).length > 0).length).toBeGreaterThan(8);
    expect(facts.map(forgottenFact).flatMap(people)).toEqual([]);
  });

  test('its item is a tombstone, the same in whatever order events come, and how often', () => {
    const tombstone = facts.reduce(evolve, freshHistory('T'));
    expect(people(tenantItem(tombstone))).toEqual([]);
    const order = fc.shuffledSubarray([...facts, ...facts], { minLength: 2 * facts.length });
    fc.assert(fc.property(order, (shuffled) => expect(shuffled.reduce(evolve, freshHistory('T'))).toEqual(tombstone)));
  });

  test('lists still show slug, domain and how its account ends', () => {
    const { shown, state } = tenantItem(facts.reduce(evolve, freshHistory('T')));
    expect(shown.state).toBe(state);
    expect(shown).toMatchObject({ state: 'offboarded', slug: 'st-mary', domain: 'st-mary.app.localhost', closing: 'closed' });
  });
});

test('a tenant that is not gone keeps everything', () => {
  const before = facts.filter((fact) => fact.name !== 'TenantOffboarded');
  expect(people(before.reduce(evolve, freshHistory('T')))).toEqual(PERSONAL);
});
