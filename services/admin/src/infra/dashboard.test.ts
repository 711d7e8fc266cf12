import { describe, expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { METRICS, type MetricName } from '@tenantry/shared/telemetry/metrics';
import { dashboard, widgetsOf } from './dashboard.ts';
import { quotaIds } from './metrics.ts';
import { graph, inRows, text } from './widget.ts';

interface Shown {
  readonly title?: string;
  readonly metrics?: readonly (readonly unknown[])[];
}
const widgets = widgetsOf('dev');
const shown = widgets.map(({ properties }) => properties as Shown);
const lines = shown.flatMap(({ metrics = [] }) => metrics.map((line) => line.slice(0, -1).map(String)));

describe('the dashboard', () => {
  test('shows tenants, durations, waits, failures, dead letters, queues, close quota and cost', () => {
    const titles = shown.flatMap(({ title }) => title ?? []).join('\n');
    for (const part of ['by state', 'median', '95th', 'Waits', 'gave up', 'Dead letters', 'Age', 'closings', 'Cost']) {
      expect(titles).toContain(part);
    }
  });

  test('shows every metric of the product, each with exactly the dimensions it is published with', () => {
    const own = lines.filter(([namespace]) => namespace === 'tenantry-dev');
    expect(new Set(own.map(([, name]) => name))).toEqual(new Set(Object.keys(METRICS)));
    for (const [, name, ...dimensions] of own) {
      const names = dimensions.filter((_, i) => i % 2 === 0);
      expect([name, names]).toEqual([name, ['service', ...METRICS[name as MetricName].by]]);
    }
  });

  test('looks at no metric but those of the product, its queues, its functions and its database', () => {
    expect([...new Set(lines.map(([namespace]) => namespace))].sort()).toEqual(['AWS/Lambda', 'AWS/RDS', 'AWS/SQS', 'tenantry-dev']);
  });

  test('knows every quota', () => {
    expect(quotaIds(configOf('dev'))).toEqual([
      'accounts',
      'peerings/a',
      'addresses/a',
      'pipelines',
      'build-projects',
      'delivery-roles',
      'records',
      'builds',
      'closings',
    ]);
  });

  test('fits: 24 columns, no two widgets on one place, and within what CloudWatch takes', () => {
    for (const [i, a] of widgets.entries()) {
      expect(a.x + a.width).toBeLessThanOrEqual(24);
      for (const b of widgets.slice(i + 1)) {
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
      }
    }
    // CloudWatch service quotas: 500 metrics on a widget, 2,500 on a dashboard.
    expect(lines.length).toBeLessThan(2_500);
    expect(JSON.parse(dashboard('dev').Properties.DashboardBody).widgets).toHaveLength(widgets.length);
  });
});

test('a row that is wider than a dashboard is refused', () => {
  expect(() => inRows([[text('a', 1), text('b', 1)]])).toThrow(RangeError);
});

test('a graph names its metrics as CloudWatch does: namespace, name, dimensions, how to show it', () => {
  const metric = { namespace: 'N', name: 'M', dimensions: { service: 'network' }, label: 'network', stat: 'p95' as const };
  const { properties } = graph({ title: 'T', region: 'us-east-1', metrics: [metric], period: 60, width: 6, unit: 'seconds' });
  expect(properties).toMatchObject({ metrics: [['N', 'M', 'service', 'network', { label: 'network', stat: 'p95' }]] });
});
