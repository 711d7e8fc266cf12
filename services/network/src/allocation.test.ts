import { describe, expect, test } from '@jest/globals';
import { overlaps, rangeOf } from '@tenantry/shared/domain/cidr';
import fc from 'fast-check';
import { type Allocation, allocate, type Claim, claimOf, giveBack, lastClaimOf, type Pool } from './allocation.ts';

const pool: Pool = { cidr: '10.64.0.0/22', capacity: 4, blocked: ['10.64.0.0/25'] };
const claimed = (allocation: Allocation): readonly Claim[] => {
  if (allocation.kind !== 'claimed') throw new Error(allocation.kind);
  return allocation.claims;
};
const tenants = (count: number, prefix = 24): readonly Claim[] =>
  Array.from({ length: count }, (_, i) => `t${i}`).reduce<readonly Claim[]>(
    (claims, tenantId) => claimed(allocate(pool, claims, { tenantId, prefix }, 0)),
    [],
  );

describe('allocation', () => {
  test('a tenant that has a range keeps it, whatever is requested', () => {
    const claims = tenants(1);
    const again = allocate(pool, claims, { tenantId: 't0', prefix: 26, cidr: '10.64.3.0/26' }, 0);
    expect(again).toEqual({ kind: 'claimed', cidr: claims[0]?.cidr, claims });
  });

  test('neither tenants nor blocked ranges overlap, and a cell holds no more tenants than it may', () => {
    const action = fc.oneof(
      fc.record({ isGivenBack: fc.constant(false), tenant: fc.nat(9), prefix: fc.integer({ min: 23, max: 27 }) }),
      fc.record({ isGivenBack: fc.constant(true), tenant: fc.nat(9), prefix: fc.constant(24) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
        let claims: readonly Claim[] = [];
        for (const [now, { isGivenBack: back, tenant, prefix }] of actions.entries()) {
          const tenantId = `t${tenant}`;
          const allocation = back ? undefined : allocate(pool, claims, { tenantId, prefix }, now);
          claims = back ? giveBack(claims, tenantId, now + 5) : allocation?.kind === 'claimed' ? allocation.claims : claims;
          const blocks = [...pool.blocked, ...claims.map(({ cidr }) => cidr)].map(rangeOf);
          for (const [i, block] of blocks.entries()) {
            expect(blocks.slice(i + 1).filter((other) => overlaps(block, other))).toEqual([]);
          }
          expect(claims.filter(({ restsUntil }) => restsUntil === undefined).length).toBeLessThanOrEqual(pool.capacity);
        }
      }),
    );
  });

  test('a range that was given back rests, and is given out again afterwards', () => {
    const claims = giveBack(tenants(3), 't1', 100);
    expect(claimOf(claims, 't1')).toBeUndefined();
    expect(lastClaimOf(claims, 't1')?.cidr).toBe('10.64.2.0/24');
    expect(allocate(pool, claims, { tenantId: 'new', prefix: 24 }, 99)).toEqual({ kind: 'exhausted' });
    expect(allocate(pool, claims, { tenantId: 'new', prefix: 24 }, 100)).toMatchObject({ kind: 'claimed', cidr: '10.64.2.0/24' });
    const after = allocate(pool, claims, { tenantId: 'new', prefix: 24 }, 100);
    expect(after.kind === 'claimed' && lastClaimOf(after.claims, 't1')).toBeUndefined();
  });

  test('a full cell and an exhausted pool are told apart', () => {
    expect(allocate(pool, tenants(4, 26), { tenantId: 'new', prefix: 26 }, 0)).toEqual({ kind: 'full' });
    expect(allocate(pool, tenants(3), { tenantId: 'new', prefix: 24 }, 0)).toEqual({ kind: 'exhausted' });
  });

  test('a requested range is given, or the range that it overlaps is named', () => {
    const claims = tenants(1);
    const request = (cidr: string) => allocate(pool, claims, { tenantId: 'new', prefix: 24, cidr }, 0);
    expect(request('10.64.3.0/24')).toMatchObject({ kind: 'claimed', cidr: '10.64.3.0/24' });
    expect(request('10.64.1.0/24')).toEqual({ kind: 'taken', by: '10.64.1.0/24' });
    expect(request('10.64.0.0/24')).toEqual({ kind: 'taken', by: '10.64.0.0/25' });
  });
});
