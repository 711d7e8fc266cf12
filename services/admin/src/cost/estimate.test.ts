import { describe, expect, test } from '@jest/globals';
import { deployedEstimate, spentBetween } from './estimate.ts';
import { hourlyUsd, MONTH_HOURS } from './prices.ts';

const HOUR = 3_600_000;
const at = (hour: number): string => new Date(hour * HOUR).toISOString();

describe('the estimate of what a tenant has', () => {
  test('has what is there, and not what was taken back', () => {
    const resources = (deployed: Parameters<typeof deployedEstimate>[0]) =>
      deployedEstimate(deployed).items.map(({ resource }) => resource);
    expect(resources({ network: { since: at(1) } })).toEqual(['NAT gateway', 'Public IPv4 address']);
    expect(resources({ network: { since: at(1), until: at(2) } })).toEqual([]);
  });
  test('charges every hour within the window in which a part was there', () => {
    const network = hourlyUsd('network');
    expect(spentBetween({ network: { since: at(5) } }, 0, 10 * HOUR)).toBeCloseTo(5 * network);
    expect(spentBetween({ network: { since: at(0), until: at(4) } }, 2 * HOUR, 10 * HOUR)).toBeCloseTo(2 * network);
    expect(spentBetween({ network: { since: at(0), until: at(1) } }, 2 * HOUR, 10 * HOUR)).toBe(0);
  });
  test('for a whole month is the monthly price', () => {
    expect(spentBetween({ edge: { since: at(0) } }, 0, MONTH_HOURS * HOUR)).toBeCloseTo(11);
  });
});
