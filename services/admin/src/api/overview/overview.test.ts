import { describe, expect, test } from '@jest/globals';
import { MOST_SHOWN } from '../../contract/overview.ts';
import type { Attention } from '../../model/attention/attention.ts';
import type { ListedTenant } from '../../table/items.ts';
import { overviewOf, percentile } from './overview.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const before = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();
type Shown = ListedTenant['shown'];
const tenant = (slug: string, more: Partial<Shown> = {}): Shown => ({
  tenantId: slug,
  slug,
  name: slug,
  domain: `${slug}.app.example.com`,
  plan: 'standard',
  state: 'ready',
  requestedAt: before(7_200),
  heardAt: before(60),
  stalled: [],
  deployed: {},
  foreseen: [],
  ...more,
});
const needs = (kind: Attention['kind'], seconds: number, more: Partial<Attention> = {}): Attention => ({
  kind,
  since: before(seconds),
  reason: 'It says no.',
  advice: 'Raise it.',
  action: 'retry',
  link: 'docs/runbook.md#stalled-stage',
  ...more,
});
const seen = { at: before(10), by: 'ada', reason: 'AWS is asked' };
const slugs = (list: { readonly tenants: readonly { readonly slug: string }[] }) => list.tenants.map(({ slug }) => slug);

describe('what needs attention', () => {
  test('is there whatever its state: what nobody looks after first, then the worst, then the oldest', () => {
    const { attention, moving } = overviewOf(
      [
        tenant('well'),
        tenant('quiet-for-long', { foreseen: [needs('quiet', 90_000)] }),
        tenant('seen', { foreseen: [needs('stalled', 9_000, { acknowledged: seen })] }),
        tenant('stalled-now', { state: 'onboarding', foreseen: [needs('stalled', 60)] }),
        tenant('stalled-for-long', { foreseen: [needs('stalled', 6_000)] }),
      ],
      NOW,
    );
    expect(slugs(attention)).toEqual(['stalled-for-long', 'stalled-now', 'quiet-for-long', 'seen']);
    expect([attention.total, attention.unhandled]).toEqual([4, 3]);
    // It is said once.
    expect(slugs(moving)).toEqual([]);
  });

  test('is cut to what fits on a page, and counted in full', () => {
    const many = Array.from({ length: MOST_SHOWN + 5 }, (_, i) => tenant(`t${i}`, { foreseen: [needs('stalled', i)] }));
    const { attention } = overviewOf(many, NOW);
    expect([attention.tenants.length, attention.total]).toEqual([MOST_SHOWN, MOST_SHOWN + 5]);
  });
});

test('what moves is on its way in or out, or live and being changed', () => {
  const { moving } = overviewOf(
    [
      tenant('idle'),
      tenant('changed', { activity: 'pipeline: release', requestedAt: before(100) }),
      tenant('leaving', { state: 'offboarding', requestedAt: before(900) }),
      tenant('arriving', { state: 'requested', requestedAt: before(50) }),
      tenant('gone', { state: 'offboarded' }),
    ],
    NOW,
  );
  expect(slugs(moving)).toEqual(['leaving', 'changed', 'arriving']);
});

describe('durations of on-boardings', () => {
  const took = (slug: string, seconds: number, ago = 3_600) => tenant(slug, { requestedAt: before(ago), readyAt: before(ago - seconds) });

  test('are those of the last 30 days that became ready', () => {
    const { onboarding } = overviewOf([took('a', 30), took('b', 60), took('c', 90), took('old', 5, 31 * 86_400), tenant('not-ready')], NOW);
    expect(onboarding).toMatchObject({ count: 3, p50Seconds: 60, p95Seconds: 90 });
    expect(onboarding.latest.map(({ seconds }) => seconds)).toEqual([30, 60, 90]);
  });

  test('are not made up where there are none', () => {
    const { onboarding } = overviewOf([tenant('not-ready')], NOW);
    expect(onboarding).toEqual({ days: 30, count: 0, latest: [] });
  });

  test('a percentile is a duration that was measured', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect([percentile(hundred, 50), percentile(hundred, 95), percentile([7], 95), percentile([], 50)]).toEqual([50, 95, 7, undefined]);
  });
});

test('accounts to be closed come by date, closed ones not at all', () => {
  const { closings } = overviewOf(
    [
      tenant('later', { state: 'offboarded', closing: 'queued', closingAt: '2026-12-20T00:00:00.000Z', accountId: '2' }),
      tenant('closed', { state: 'offboarded', closing: 'closed', closingAt: '2026-11-20T00:00:00.000Z' }),
      tenant('next', { state: 'offboarded', closing: 'queued', closingAt: '2026-12-01T00:00:00.000Z', accountId: '1' }),
    ],
    NOW,
  );
  expect(closings.total).toBe(2);
  expect(closings.closings.map(({ slug, closesAt }) => [slug, closesAt])).toEqual([
    ['next', '2026-12-01T00:00:00.000Z'],
    ['later', '2026-12-20T00:00:00.000Z'],
  ]);
});
