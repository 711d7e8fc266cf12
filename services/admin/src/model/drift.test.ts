import { describe, expect, test } from '@jest/globals';
import { at, START, said, TENANT, told } from '../testing/facts.ts';
import { attentionOf } from './attention/attention.ts';
import { attentionChanges } from './attention/changes.ts';
import { checksAfterRepair, dailyCheckOf, openCheckOf, stageDriftOf } from './drift.ts';
import { type Fact, factOf } from './fact.ts';
import { evolve, freshHistory, type TenantHistory } from './history.ts';

const live = [
  told('admin/TenantRequested', 0, '', { slug: 'mercy' }),
  told('network/NetworkPeered/1', 5),
  told('pipeline/TenantReady/1', 10),
];
const checked = (second: number, differences: readonly object[] = [], stage = 'network'): Fact =>
  told(`${stage}/StageDriftChecked/${second}`, second, '', { stage, checkId: String(second), looked: 12, differences, unread: [] });
const route = { step: 'routes', is: 'missing', type: 'AWS::EC2::Route', repair: 'EC2 CreateRoute rtb-1' };
const repaired = told('network/NetworkPeered/2', 300);
const historyOf = (...facts: readonly Fact[]): TenantHistory => [...live, ...facts].reduce(evolve, freshHistory(TENANT));
const needs = (...facts: readonly Fact[]) => attentionOf(historyOf(...facts), START + 900_000);

describe('a tenant has drifted', () => {
  test('by stages, with what differs, and what repairs it', () => {
    expect(needs(checked(100, [route, { step: 'vpc', is: 'changed' }]), checked(100, [], 'edge'))).toEqual([
      expect.objectContaining({
        kind: 'drifted',
        stage: 'network',
        step: 'routes',
        since: at(100),
        reason: 'Not all that stage network has of it is as it should be: AWS::EC2::Route is missing, vpc is changed.',
        action: 'repair',
        link: 'docs/runbook.md#a-tenant-has-drifted',
      }),
    ]);
  });

  test('until a look finds nothing; a repair alone does not end it', () => {
    expect(needs(checked(100, [route]), said('network/routes/2', 'started', 200, 'x'))).toMatchObject([
      { kind: 'drifted', isRetried: true },
    ]);
    expect(needs(checked(100, [route]), repaired)).toMatchObject([{ kind: 'drifted' }]);
    expect(needs(checked(100, [route]), repaired, checked(310))).toEqual([]);
  });

  test('since it was seen first, which is said once', () => {
    let history = historyOf(checked(100, [route]));
    const [raised] = attentionChanges(history, START + 101_000);
    expect(raised).toMatchObject({ name: 'TenantAttentionRaised', detail: { kind: 'drifted', since: at(100) } });
    history = [factOf(String(raised?.name), raised?.detail as never), checked(200, [route])].reduce(evolve, history);
    expect(attentionChanges(history, START + 201_000)).toEqual([]);
    expect(attentionOf(history, START + 201_000)).toMatchObject([{ since: at(100) }]);
  });

  test('never while it goes', () => {
    expect(needs(checked(100, [route]), told('offboard/TenantOffboarding', 200, '', { rolledBack: false }))).toEqual([]);
  });
});

describe('a look is asked for', () => {
  test('when a stage has verified all since it found something, once for each time', () => {
    const history = historyOf(checked(100, [route]), repaired);
    const [check, ...more] = checksAfterRepair(history, [repaired], START + 301_000);
    expect([check?.eventId, more]).toEqual([`${TENANT}/admin/DriftCheckRequested/network/after/NetworkPeered/2`, []]);
    expect(checksAfterRepair(historyOf(checked(100), repaired), [repaired], START)).toEqual([]);
    expect(checksAfterRepair(history, [told('edge/EdgeReady/2', 300)], START)).toEqual([]);
  });

  test('and is open until the stage has answered', () => {
    const asked = told('admin/DriftCheckRequested/1', 120, '', { stage: 'network', checkId: '1' });
    expect(openCheckOf(historyOf(checked(100), asked), 'network')).toBe(at(120));
    expect(openCheckOf(historyOf(asked, checked(130)), 'network')).toBeUndefined();
    expect(stageDriftOf(historyOf(asked, checked(130)), 'network')).toMatchObject({ at: at(130), looked: 12, isRepaired: false });
  });

  const day = Date.parse('2026-11-29T00:00:00.000Z');
  const hour = (count: number): number => day + count * 3_600_000;
  const iso = (time: number): string => new Date(time).toISOString();
  test.each([
    ['when its time of the day has come', 0.5, iso(hour(-12)), hour(12.1), 'day/2026-11-29'],
    ['not before', 0.5, iso(hour(-12)), hour(11.9), undefined],
    ['once', 0.5, iso(hour(12)), hour(12.1), undefined],
    ['later, when it was missed', 0.5, iso(hour(-12)), hour(20), 'day/2026-11-29'],
    ['of one for which nobody ever asked only about its time: an upgraded deployment has many', 0.5, undefined, hour(14), undefined],
    ['for the first time', 0.5, undefined, hour(12.1), 'day/2026-11-29'],
    ['of yesterday, when nobody asked then', 0.9, iso(hour(-40)), hour(3), 'day/2026-11-28'],
  ] as const)('once a day: %s', (_title, place, asked, now, expected) => {
    expect(dailyCheckOf(place, asked, now)).toBe(expected);
  });
});
