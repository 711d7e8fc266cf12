import { describe, expect, test } from '@jest/globals';
import { Closing } from '@tenantry/shared/deployment/closing-config';
import { configOf } from '@tenantry/shared/deployment/config';
import type { TenantListing } from '../table/items.ts';
import { closingsQuota } from './closings-quota.ts';
import { networkQuotas } from './network-quotas.ts';
import { accountsQuota, buildsQuota, type Figures } from './organization.ts';
import { refusalsOf } from './refusals.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const DAY = 86_400_000;
const { network } = configOf('dev');
const tenant = (more: Partial<TenantListing>): TenantListing => ({ state: 'ready', deployed: {}, ...more }) as TenantListing;
const limits = (hub: number, database: number) => ({ hub: { value: hub }, database: { value: database } });
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
    ['as AWS gives it', limits(50, 50), 48, /database VPC \(super-admin account\)/],
    ['raised for the database alone', limits(50, 125), 49, /hub VPC \(networking account\)/],
    ['raised for both', limits(125, 125), 123, /capacity of the cell/],
    ['unknown of the hub alone', { hub: { unknown: 'not read' }, database: { value: 50 } }, 48, /database VPC/],
  ])('is no more than the quota of peerings leaves: %s', (_how, found, limit, source) => {
    const [peerings] = networkQuotas(network, [], 20, NOW, found);
    expect(peerings).toMatchObject({ id: 'peerings/a', limit, free: limit, source: expect.stringMatching(source) });
  });
  test('is what the configuration says where the quota of peerings is not known, which is said', () => {
    const [peerings, addresses] = networkQuotas(network, [], 20, NOW, { hub: { unknown: 'not read' }, database: { unknown: 'not read' } });
    expect(peerings).toMatchObject({ limit: 123, unknown: 'not read', source: expect.stringMatching(/capacity of the cell/) });
    expect(addresses?.unknown).toBeUndefined();
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
    expect([0, 6, 100].map((members) => closingsQuota([], { value: members }, settings, NOW).limit)).toEqual([2, 3, 5]);
  });
  test('is not known where the members are not, unless they make no difference', () => {
    const closed = [NOW - 3 * DAY, NOW - 2 * DAY, NOW - DAY];
    const found = closingsQuota(closed, { unknown: 'not read' }, settings, NOW);
    expect(found).toMatchObject({ used: 3, unknown: 'not read' });
    expect(['limit', 'free', 'freesAt'].filter((name) => name in found)).toEqual([]);
    const always = closingsQuota(closed, { unknown: 'not read' }, { ...settings, maximum: 2 }, NOW);
    expect(always).toMatchObject({ limit: 2, used: 3, free: 0 });
    expect(always.unknown).toBeUndefined();
  });
  test('says when the next closing fits: when the oldest one leaves the window', () => {
    const times = [NOW - 29 * DAY, NOW - 10 * DAY];
    expect(closingsQuota(times, { value: 0 }, settings, NOW)).toMatchObject({
      used: 2,
      free: 0,
      freesAt: new Date(NOW + DAY).toISOString(),
    });
    expect(closingsQuota([NOW - 31 * DAY, ...times.slice(1)], { value: 0 }, settings, NOW)).toMatchObject({ used: 1, free: 1 });
  });
});

const unread = { unknown: 'not read' };
const figures: Figures = {
  accountIds: { value: ['owner', 'one', 'two'] },
  accountLimit: { value: 10 },
  buildLimit: { value: 60 },
};

describe('the quota of accounts', () => {
  const used = (...tenants: readonly TenantListing[]) => {
    const quota = accountsQuota(figures, tenants);
    return [quota.used, quota.free];
  };
  test('counts what Organizations lists, closed accounts too, and tenants whose account it does not list yet', () => {
    expect(used()).toEqual([3, 7]);
    expect(used(tenant({ accountId: 'one' }), tenant({ accountId: 'new' }))).toEqual([4, 6]);
    expect(used(tenant({ state: 'requested' }), tenant({ state: 'onboarding' }))).toEqual([5, 5]);
    expect(used(tenant({ state: 'offboarded', accountId: 'deleted' }), tenant({ state: 'offboarding' }))).toEqual([3, 7]);
  });
  test.each([
    ['the use', { ...figures, accountIds: unread }, { limit: 10 }],
    ['the limit', { ...figures, accountLimit: unread }, { used: 3 }],
    ['either', { ...figures, accountIds: unread, accountLimit: unread }, {}],
  ])('is unknown, and there, when AWS does not say %s', (_what, found, known) => {
    const { id, limit, used: use, free: room, unknown } = accountsQuota(found, []);
    expect({ id, limit, used: use, free: room, unknown }).toEqual({ id: 'accounts', unknown: 'not read', ...known });
  });
});

test('a full organization stops nobody where a tenant may get an account that is there', () => {
  const quotas = [3, 4].map((limit) => accountsQuota({ ...figures, accountLimit: { value: limit } }, [], true));
  expect(quotas).toMatchObject([
    { limit: 3, used: 3, free: undefined, unknown: expect.stringContaining('organization.recycle') },
    { free: 1 },
  ]);
  expect(quotas[1]?.unknown).toBeUndefined();
  expect(refusalsOf(quotas)).toEqual([]);
  expect(refusalsOf([accountsQuota({ ...figures, accountLimit: { value: 3 } }, [])])).toHaveLength(1);
});

describe('the quota of builds', () => {
  const coming = [tenant({ state: 'onboarding' }), tenant({ state: 'onboarding' })];
  const quota = (buildLimit: Figures['buildLimit']) => buildsQuota({ ...figures, buildLimit }, coming);
  test('is taken by tenants on their way', () => {
    expect(quota({ value: 1 })).toMatchObject({ limit: 1, used: 1, free: 0 });
    expect(quota({ value: 60 })).toMatchObject({ limit: 60, used: 2, free: 58 });
  });
  test('is unknown, and there, when AWS does not say it', () => {
    const { limit, used, free: room, unknown } = quota(unread);
    expect({ limit, used, free: room, unknown }).toEqual({ used: 2, unknown: 'not read' });
  });
});
