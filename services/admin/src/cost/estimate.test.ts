import { describe, expect, test } from '@jest/globals';
import { deployedEstimate, spentBetween, unpricedBetween } from './estimate.ts';
import { estimateOf, hourlyUsd, MONTH_HOURS } from './prices.ts';

const HOUR = 3_600_000;
const HERE = 'us-east-1';
const ELSEWHERE = 'eu-central-1';
const at = (hour: number): string => new Date(hour * HOUR).toISOString();
/** Hours since 1970. */
const between = (from: number, to: number) => ({ from: from * HOUR, to: to * HOUR });

describe('the estimate of what a tenant has', () => {
  test('has what is there, and not what was taken back', () => {
    const resources = (deployed: Parameters<typeof deployedEstimate>[0]) =>
      deployedEstimate(deployed, HERE).items.map(({ resource }) => resource);
    expect(resources({ network: { since: at(1) } })).toEqual(['NAT gateway', 'Public IPv4 address']);
    expect(resources({ network: { since: at(1), until: at(2) } })).toEqual([]);
  });
  test('charges every hour within the window in which a part was there', () => {
    const network = hourlyUsd('network', HERE);
    expect(spentBetween({ network: { since: at(5) } }, HERE, between(0, 10))).toBeCloseTo(5 * network);
    expect(spentBetween({ network: { since: at(0), until: at(4) } }, HERE, between(2, 10))).toBeCloseTo(2 * network);
    expect(spentBetween({ network: { since: at(0), until: at(1) } }, HERE, between(2, 10))).toBe(0);
  });
  test('for a whole month is the monthly price', () => {
    expect(spentBetween({ edge: { since: at(0) } }, HERE, between(0, MONTH_HOURS))).toBeCloseTo(11);
  });
  test('says how many hours of a month are charged', () => {
    expect(deployedEstimate({ network: { since: at(1) } }, HERE).items[0]).toMatchObject({
      quantity: 1,
      unit: 'hour',
      units: MONTH_HOURS,
    });
  });
});

describe('in a region without recorded prices', () => {
  const everything = estimateOf(['network', 'edge', 'pipeline'], ELSEWHERE);
  test("is what CloudFront's web ACL costs anywhere, and says what it lacks", () => {
    expect(everything.items.map(({ resource }) => resource)).toEqual(['Web ACL', 'Web ACL rule']);
    expect(everything.monthlyUsd).toBe(11);
    expect(everything.unpriced?.map(({ resource }) => resource)).toEqual(expect.arrayContaining(['NAT gateway', 'Secret']));
    expect(everything.priceUnknown).toBe('price unknown for eu-central-1: NAT gateway, Public IPv4 address, Secret');
    expect(everything.region).toBe(ELSEWHERE);
  });
  test("has no other region's price of use", () => {
    const here = estimateOf([], HERE).notIncluded;
    const priced = everything.notIncluded.filter((line) => /\d USD/.test(line));
    expect(priced).toEqual(here.filter((line) => /^(CloudFront|Web ACL):/.test(line)));
    expect(everything.notIncluded).toContain('HTTP API: price unknown for eu-central-1');
  });
  test('names what was there within a window', () => {
    const network = { network: { since: at(0), until: at(4) } };
    expect(unpricedBetween(network, ELSEWHERE, between(2, 10))).toEqual(['NAT gateway', 'Public IPv4 address']);
    expect(unpricedBetween(network, ELSEWHERE, between(5, 10))).toEqual([]);
    expect(unpricedBetween(network, HERE, between(2, 10))).toEqual([]);
  });
});
