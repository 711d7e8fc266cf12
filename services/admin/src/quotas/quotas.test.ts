import { describe, expect, test } from '@jest/globals';
import { Closing, configOf } from '@tenantry/shared/config';
import type { TenantListing } from '../table.ts';
import { closingsQuota } from './closings-quota.ts';
import { networkQuotas } from './network-quotas.ts';
import { accountsQuota, buildsQuota } from './organization.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const DAY = 86_400_000;
const { network } = configOf('dev');
const tenant = (more: Partial<TenantListing>): TenantListing => ({ state: 'ready', deployed: {}, ...more }) as TenantListing;
const free = (tenants: readonly TenantListing[], prefix = 20) =>
  Object.fromEntries(networkQuotas(network, tenants, prefix, NOW).map((quota) => [quota.id, quota.free]));

describe('room of a cell', () => {
  test('is what its capacity and its pool leave', () => {
    expect(free([])).toEqual({ 'peerings/a': 123, 'addresses/a': 256 });
    expect(free([tenant({ cell: 'a', cidr: '10.64.0.0/20' })])).toEqual({ 'peerings/a': 122, 'addresses/a': 255 });
  });
  test('is already taken by a tenant on its way, whose range nobody knows yet', () => {
    expect(free([tenant({ state: 'onboarding' })])).toEqual({ 'peerings/a': 122, 'addresses/a': 255 });
  });
  test('counts a small range as the whole block that it spoils', () => {
    expect(free([tenant({ cell: 'a', cidr: '10.64.0.0/24' })], 18)['addresses/a']).toBe(63);
  });
  test.each([
    ['as AWS gives it', { hub: 50, database: 50 }, 48, /database VPC \(super-admin account\)/],
    ['raised for the database alone', { hub: 50, database: 125 }, 49, /hub VPC \(networking account\)/],
    ['raised for both', { hub: 125, database: 125 }, 123, /capacity of the cell/],
    ['unknown', {}, 123, /capacity of the cell/],
  ])('is no more than the quota of peerings leaves: %s', (_how, limits, limit, source) => {
    const [peerings] = networkQuotas(network, [], 20, NOW, limits);
    expect(peerings).toMatchObject({ id: 'peerings/a', limit, free: limit, source: expect.stringMatching(source) });
  });
  test('comes back at once with a peering, and with the range when it has rested', () => {
    const gone = (hours: number) =>
      tenant({ state: 'offboarded', restingCidr: '10.64.0.0/20', restsSince: new Date(NOW - hours * 3_600_000).toISOString() });
    expect(free([gone(1)])).toEqual({ 'peerings/a': 123, 'addresses/a': 255 });
    expect(free([gone(25)])).toEqual({ 'peerings/a': 123, 'addresses/a': 256 });
  });
});

describe('the quota of closings', () => {
  const settings = Closing.parse({ minimum: 2, share: 0.5, maximum: 5, windowDays: 30 });
  test('is a share of the members, within limits', () => {
    expect([0, 6, 100].map((members) => closingsQuota([], members, settings, NOW).limit)).toEqual([2, 3, 5]);
  });
  test('says when the next closing fits: when the oldest one leaves the window', () => {
    const times = [NOW - 29 * DAY, NOW - 10 * DAY];
    expect(closingsQuota(times, 0, settings, NOW)).toMatchObject({ used: 2, free: 0, freesAt: new Date(NOW + DAY).toISOString() });
    expect(closingsQuota([NOW - 31 * DAY, ...times.slice(1)], 0, settings, NOW)).toMatchObject({ used: 1, free: 1 });
  });
});

describe('the quota of accounts', () => {
  const found = { organization: { accountIds: ['owner', 'one', 'two'], limit: 10 } };
  const used = (...tenants: readonly TenantListing[]) => accountsQuota(found, tenants).map((quota) => [quota.used, quota.free]);
  test('counts what Organizations lists, closed accounts too, and tenants whose account it does not list yet', () => {
    expect(used()).toEqual([[3, 7]]);
    expect(used(tenant({ accountId: 'one' }), tenant({ accountId: 'new' }))).toEqual([[4, 6]]);
    expect(used(tenant({ state: 'requested' }), tenant({ state: 'onboarding' }))).toEqual([[5, 5]]);
    expect(used(tenant({ state: 'offboarded', accountId: 'deleted' }), tenant({ state: 'offboarding' }))).toEqual([[3, 7]]);
  });
  test('is not told when AWS does not say it: no plan fails for that', () => {
    expect(accountsQuota({}, [])).toEqual([]);
    expect(accountsQuota({ organization: { accountIds: ['owner'] } }, [])).toEqual([]);
  });
});

describe('the quota of builds', () => {
  test('is taken by tenants on their way', () => {
    const quota = (builds: number) => buildsQuota({ builds }, [tenant({ state: 'onboarding' }), tenant({ state: 'onboarding' })]);
    expect([...quota(1), ...quota(60)]).toMatchObject([
      { limit: 1, used: 1, free: 0 },
      { limit: 60, used: 2, free: 58 },
    ]);
    expect(buildsQuota({}, [])).toEqual([]);
  });
});
