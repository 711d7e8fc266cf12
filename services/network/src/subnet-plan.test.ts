import { expect, test } from '@jest/globals';
import { MAX_TENANT_PREFIX } from '@tenantry/shared/deployment/address-plan';
import { blockAt, contains, overlaps, prefixOf, rangeOf } from '@tenantry/shared/domain/cidr';
import fc from 'fast-check';
import { subnetPlan } from './subnet-plan.ts';

test('subnets of every allowed size lie apart inside the range, are no smaller than /28 and leave the last quarter free', () => {
  fc.assert(
    fc.property(fc.integer({ min: 16, max: MAX_TENANT_PREFIX }), (prefix) => {
      const range = `10.64.0.0/${prefix}`;
      const cidrs = subnetPlan(range, ['az1', 'az2']).map(({ cidr }) => cidr);
      const blocks = [...cidrs, blockAt(range, prefix + 2, 3)].map(rangeOf);
      expect(Math.max(...cidrs.map(prefixOf))).toBeLessThanOrEqual(28);
      for (const [i, block] of blocks.entries()) {
        expect(contains(rangeOf(range), block)).toBe(true);
        expect(blocks.slice(i + 1).filter((other) => overlaps(block, other))).toEqual([]);
      }
    }),
  );
});

test('each zone has a public and a private subnet', () => {
  expect(subnetPlan('10.64.0.0/20', ['use1-az1', 'use1-az2'])).toEqual([
    { tier: 'private', zoneId: 'use1-az1', cidr: '10.64.0.0/22' },
    { tier: 'public', zoneId: 'use1-az1', cidr: '10.64.8.0/23' },
    { tier: 'private', zoneId: 'use1-az2', cidr: '10.64.4.0/22' },
    { tier: 'public', zoneId: 'use1-az2', cidr: '10.64.10.0/23' },
  ]);
});
