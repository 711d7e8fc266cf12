import { describe, expect, test } from '@jest/globals';
import type { AnyMeasurement } from '@tenantry/shared/telemetry/metrics';
import { quietIn } from '../model/attention/quiet.ts';
import type { TenantListing } from '../table/items.ts';
import { heartbeat, type Ports } from './heartbeat.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const expected = (until: string) => ({
  stage: 'network' as const,
  step: 'natAvailable',
  since: '2026-11-24T09:00:00.000Z',
  until,
  advice: 'Look at the NAT gateway.',
});
const tenant = (slug: string, state: TenantListing['state'], more: Partial<TenantListing> = {}): TenantListing => ({
  tenantId: slug.toUpperCase(),
  slug,
  name: slug,
  domain: `${slug}.app.localhost`,
  plan: 'standard',
  state,
  requestedAt: '2026-11-24T09:00:00.000Z',
  heardAt: '2026-11-24T09:00:00.000Z',
  stalled: [],
  deployed: {},
  ...more,
});
const foreseen = [quietIn(expected('2026-11-24T11:59:59.999Z'))];
const stuck = tenant('stuck', 'onboarding', { expected: expected('2026-11-24T11:59:59.999Z') });
const busy = tenant('busy', 'onboarding', { expected: expected('2026-11-24T12:00:00.000Z') });

const silence = { at: '2026-11-24T09:30:00.000Z', by: 'user-1', reason: 'AWS is asked', until: '2026-11-24T18:00:00.000Z' };
const silenced = tenant('silenced', 'onboarding', {
  ...stuck,
  tenantId: 'SILENCED',
  foreseen: foreseen.map((one) => ({ ...one, silenced: silence })),
});

const beat = async (ports: Partial<Ports>) => {
  const measured: AnyMeasurement[] = [];
  const told: string[] = [];
  const noted: number[] = [];
  const warned: (readonly [string, Readonly<Record<string, string>>])[] = [];
  const failure = await heartbeat({
    now: () => NOW,
    tenants: async () => [stuck, busy, tenant('live', 'ready')],
    quotas: async () => [{ id: 'closings', name: '', limit: 250, used: 50, free: 200, source: '', adjustable: false, fix: '' }],
    billedUsd: async () => 12.5,
    monthlyUsd: () => 40,
    queuedClosings: async () => 3,
    tellAttention: async (tenantId) => void told.push(tenantId),
    noteLook: async (at) => void noted.push(at),
    measure: (measurement) => measured.push(measurement),
    warn: (message, keys) => warned.push([message, keys]),
    ...ports,
  }).catch((error: unknown) => error as Error);
  const value = (name: string, by: object = {}) =>
    measured.find((one) => one.name === name && JSON.stringify(one.by) === JSON.stringify(by))?.value;
  return { value, warned, told, noted, failure };
};

describe('the heartbeat', () => {
  test('says which tenant is quiet, since when, at what, and what to do; and no other', async () => {
    const { value, warned } = await beat({});
    expect(warned).toEqual([
      [
        'nothing heard of stuck since 2026-11-24T09:00:00.000Z: stage network, step natAvailable',
        expect.objectContaining({ tenantId: 'STUCK', stage: 'network', step: 'natAvailable', advice: 'Look at the NAT gateway.' }),
      ],
    ]);
    expect(value('QuietTenants')).toBe(1);
  });

  test('measures no quiet tenant as zero: an alarm must end by itself', async () => {
    expect((await beat({ tenants: async () => [] })).value('QuietTenants')).toBe(0);
  });

  test('counts tenants in every state, also where there is none', async () => {
    const { value } = await beat({});
    expect([
      value('Tenants', { state: 'onboarding' }),
      value('Tenants', { state: 'ready' }),
      value('Tenants', { state: 'failed' }),
    ]).toEqual([2, 1, 0]);
  });

  test('measures quotas in percent, closings and cost', async () => {
    const { value } = await beat({});
    expect(value('QuotaUsed', { quota: 'closings' })).toBe(20);
    expect([value('QueuedClosings'), value('MonthlyUsd'), value('BilledUsd')]).toEqual([3, 120, 12.5]);
  });

  test('has no figure of cost when a price of the region is not known', async () => {
    const { value, failure } = await beat({ monthlyUsd: ({ tenantId }) => (tenantId === 'STUCK' ? undefined : 40) });
    expect([value('MonthlyUsd'), failure]).toEqual([undefined, undefined]);
  });

  test('has no billed cost while Cost Explorer is not open, which is no failure', async () => {
    const { value, failure } = await beat({ billedUsd: async () => undefined });
    expect([value('BilledUsd'), failure]).toEqual([undefined, undefined]);
  });

  test('has no figure of a quota that is not known, which is no failure', async () => {
    const unread = { id: 'accounts', name: '', unknown: 'not read', source: '', adjustable: true, fix: '' };
    const { value, failure } = await beat({ quotas: async () => [unread] });
    expect([value('QuotaUsed', { quota: 'accounts' }), failure]).toEqual([undefined, undefined]);
  });

  test('still speaks of tenants when another account does not answer, and then fails: its errors alarm', async () => {
    const { value, warned, noted, failure } = await beat({ quotas: () => Promise.reject(new Error('AccessDenied')) });
    expect([value('QuietTenants'), warned.length, value('BilledUsd'), noted]).toEqual([1, 1, 12.5, [NOW]]);
    expect(failure?.message).toMatch(/not done: Error: AccessDenied/);
  });

  test('counts what tenants need attention for by kind, also where it is none', async () => {
    const { value } = await beat({ tenants: async () => [stuck, busy, silenced] });
    expect([value('NeedsAttention', { kind: 'quiet' }), value('NeedsAttention', { kind: 'stalled' })]).toEqual([2, 0]);
  });

  test('alarms nobody of what somebody has silenced', async () => {
    expect((await beat({ tenants: async () => [silenced] })).value('QuietTenants')).toBe(0);
  });

  test('has said what time alone has brought, and what is over, and nothing twice', async () => {
    const known = tenant('known', 'onboarding', { ...stuck, tenantId: 'KNOWN', told: [`quiet/network/${stuck.expected?.since}`] });
    const over = tenant('over', 'ready', { told: ['stalled/network/2026-11-24T09:00:00.000Z'] });
    expect((await beat({ tenants: async () => [stuck, busy, known, over] })).told).toEqual(['STUCK', 'OVER']);
  });

  test('still speaks of the others when the bus does not take what it says of one', async () => {
    const { value, failure } = await beat({ tellAttention: () => Promise.reject(new Error('Throttling')) });
    expect([value('QuietTenants'), failure?.message]).toEqual([1, 'not done: Error: Throttling']);
  });
});
