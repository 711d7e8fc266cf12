import { describe, expect, test } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { type Fact, factOf } from '../model/fact.ts';
import { evolve, freshHistory } from '../model/history.ts';
import { auditKey, cacheKey, domainClaim, eventKey, requestClaim, slugClaim, tenantItem, tenantKey } from './items.ts';
import { historyIn, type Item, restoredItem } from './restored.ts';

const { tenantId } = samples.TenantRequested;
const fact = (name: 'TenantRequested' | 'AccountReady' | 'TenantReady' | 'TenantOffboarded'): Fact => factOf(name, samples[name] as never);
const itemOf = (version: number, ...facts: readonly Fact[]) =>
  ({ ...tenantItem(facts.reduce(evolve, freshHistory(tenantId))), version }) as unknown as Item;
const nobody = () => false;
const everybody = () => true;

describe('the tenants table set back to an earlier moment', () => {
  const early = itemOf(3, fact('TenantRequested'), fact('AccountReady'));
  const late = itemOf(9, fact('TenantRequested'), fact('TenantReady'));

  test('a tenant is what the events of both say, and its version is later than both', () => {
    const all = itemOf(10, fact('TenantRequested'), fact('AccountReady'), fact('TenantReady'));
    expect(restoredItem(early, late, nobody)).toEqual(all);
  });

  test('what is missing comes back, and what came since stays', () => {
    expect(restoredItem(early, undefined, nobody)).toEqual({ ...early, version: 4 });
    expect(restoredItem(undefined, late, nobody)).toBe(late);
  });

  test.each([
    ['an event', eventKey(tenantId, 'e')],
    ['a line of the audit', auditKey('1')],
    ['the key of a request', requestClaim('k')],
  ])('%s is a fact: never replaced, never lost', (_what, key) => {
    const [then, now] = [
      { ...key, text: 'then' },
      { ...key, text: 'now' },
    ];
    expect(restoredItem(then, now, nobody)).toBe(now);
    expect(restoredItem(then, undefined, nobody)).toBe(then);
    expect(restoredItem(undefined, now, nobody)).toBe(now);
  });

  test('a slug and a domain are claimed again', () => {
    for (const key of [slugClaim('mercy'), domainClaim('mercy.example.com')])
      expect(restoredItem({ ...key, tenantId }, undefined, nobody)).toEqual({ ...key, tenantId });
  });

  test('answers that were kept for a while do not come back', () => {
    expect(restoredItem({ ...cacheKey('cost'), answer: 1 }, undefined, nobody)).toBeUndefined();
  });

  test('of a tenant that is gone nothing comes back: its people were erased, its slug may be another’s', () => {
    const tombstone = itemOf(12, fact('TenantRequested'), fact('TenantOffboarded'));
    expect(restoredItem(early, tombstone, everybody)).toBe(tombstone);
    expect(JSON.stringify(restoredItem(early, tombstone, everybody))).not.toContain(samples.TenantRequested.adminEmail);
    for (const key of [eventKey(tenantId, 'e'), { ...slugClaim('mercy'), tenantId }, tenantKey(tenantId)])
      expect(restoredItem(key, undefined, everybody)).toBeUndefined();
  });

  test('says who is gone', () => {
    expect(historyIn(early)?.isGone).toBe(false);
    expect(historyIn(itemOf(1, fact('TenantRequested'), fact('TenantOffboarded')))?.isGone).toBe(true);
    expect(historyIn({ ...slugClaim('mercy'), tenantId })).toBeUndefined();
  });
});
