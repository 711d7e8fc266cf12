import { describe, expect, test } from '@jest/globals';
import { ATTENTION_KINDS } from '@tenantry/events-schema/attention';
import { STAGE_NAMES, STAGES } from '@tenantry/saga/stages';
import { superAdminTemplate } from '../landing-zone/src/super-admin.ts';
import { SERVICE_FOLDERS, serviceIn } from '../scripts/services.ts';
import { TenantState } from '../services/admin/src/contract/fields.ts';
import { ALARMS, FUNCTIONS } from '../services/admin/src/infra/inventory.ts';
import { metricsOf, quotaIds } from '../services/admin/src/infra/metrics.ts';
import type { Metric } from '../services/admin/src/infra/widget.ts';
import { configOf } from '../shared/src/deployment/config.ts';
import { METRICS, type MetricName, metricsNamespace } from '../shared/src/telemetry/metrics.ts';

const services = await Promise.all(SERVICE_FOLDERS.map((folder) => serviceIn(folder)));
const resources = services.flatMap((service) => Object.values(service.resources.Resources));
const named = (type: string, property: string): readonly string[] =>
  resources.filter(({ Type }) => Type === type).map(({ Properties }) => String((Properties as Record<string, unknown>)[property]));
const functions = services.flatMap((service) => Object.values(service.functions).map(({ name }) => name));
const PREFIX = 'tenantry-dev-';
const metrics = metricsOf('dev', configOf('dev'));
const dimension = (all: readonly Metric[], name: string) => all.map(({ dimensions }) => dimensions[name]);
interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string | { readonly Ref: string } }[];
}
const alarms = resources.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties as Alarm);

describe('the dashboard', () => {
  test('shows every function, every queue and every alarm that is deployed, and nothing else', () => {
    expect(FUNCTIONS.map((name) => `${PREFIX}${name}`).sort()).toEqual([...functions].sort());
    expect(dimension(metrics.functions('Errors', 'Sum'), 'FunctionName').sort()).toEqual([...functions].sort());
    const queues = [...metrics.queue('x', 'queue', 'Sum'), ...metrics.queue('x', 'dead letters', 'Sum')];
    expect(dimension(queues, 'QueueName').sort()).toEqual([...named('AWS::SQS::Queue', 'QueueName')].sort());
    expect(ALARMS.map((name) => `${PREFIX}${name}`).sort()).toEqual([...named('AWS::CloudWatch::Alarm', 'AlarmName')].sort());
  });

  test('is deployed once', () => {
    expect(named('AWS::CloudWatch::Dashboard', 'DashboardName')).toEqual(['tenantry-dev']);
  });
});

describe('every alarm', () => {
  test.each(alarms.map((alarm): [string, Alarm] => [alarm.AlarmName, alarm]))('%s says what to do, and where to read on', (_, alarm) => {
    // What has happened, what to do, where to read on.
    expect(alarm.AlarmDescription.split(/[.:] /).length).toBeGreaterThanOrEqual(3);
    expect(alarm.AlarmDescription).toMatch(/docs\/runbook\.md#[\w-]+$/);
    // DescribeAlarms API reference: at most 1,024 characters.
    expect(alarm.AlarmDescription.length).toBeLessThan(1_024);
  });

  test('looks at a queue, a function, a cluster or an API that is deployed, or at a metric of ours', () => {
    const cluster = superAdminTemplate('dev', configOf('dev')).Resources.Cluster?.Properties?.DBClusterIdentifier;
    const known = new Set([
      ...functions,
      ...named('AWS::SQS::Queue', 'QueueName'),
      'admin',
      'notifications',
      'releases',
      'watchdog',
      cluster,
    ]);
    const values = alarms.flatMap(({ Dimensions }) => Dimensions.map(({ Value }) => Value));
    // osls's own name of the HTTP API in the template (its `naming.getHttpApiLogicalId`).
    expect(values.filter((value) => (typeof value === 'string' ? !known.has(value) : value.Ref !== 'HttpApi'))).toEqual([]);
    const namespaces = ['AWS/ApiGateway', 'AWS/Lambda', 'AWS/RDS', 'AWS/SQS', 'tenantry-dev'];
    expect([...new Set(alarms.map(({ Namespace }) => Namespace))].sort()).toEqual(namespaces);
  });
});

describe('a metric of ours is looked at as it is published: CloudWatch shows nothing, and no error, for another dimension', () => {
  interface Looked {
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
  }
  const own = metricsNamespace('dev');
  const inAlarms: readonly Looked[] = alarms
    .filter(({ Namespace }) => Namespace === own)
    .map(({ MetricName: name, Dimensions }) => ({
      name,
      dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, String(Value)])),
    }));
  const pairs = (values: readonly string[]) => values.flatMap((name, at) => (at % 2 === 0 ? [[name, values[at + 1] ?? ''] as const] : []));
  const onDashboards: readonly Looked[] = named('AWS::CloudWatch::Dashboard', 'DashboardBody')
    .flatMap((body) => (JSON.parse(body) as { widgets: { properties: { metrics?: unknown[][] } }[] }).widgets)
    .flatMap(({ properties }) => properties.metrics ?? [])
    .map((line) => line.filter((part): part is string => typeof part === 'string'))
    .flatMap(([namespace, name = '', ...dimensions]) =>
      namespace === own ? [{ name, dimensions: Object.fromEntries(pairs(dimensions)) }] : [],
    );
  /** The values that a dimension of a metric has where it is published. */
  const valuesOf = (name: MetricName, dimension: string, service: string): readonly string[] => {
    const { from } = METRICS[name];
    switch (dimension) {
      case 'service':
        return from === 'stage' ? STAGE_NAMES : [from];
      case 'step':
        return STAGES.find((stage) => stage.name === service)?.steps.map((step) => step.name) ?? [];
      case 'state':
        return TenantState.options;
      case 'kind':
        return ATTENTION_KINDS;
      case 'quota':
        return quotaIds(configOf('dev'));
      default:
        return [];
    }
  };

  test.each([
    ['an alarm', inAlarms],
    ['the dashboard', onDashboards],
  ])('by %s', (_, looked) => {
    expect(looked.length).toBeGreaterThan(2);
    for (const { name, dimensions } of looked) {
      const { by } = METRICS[name as MetricName];
      expect([name, Object.keys(dimensions).sort()]).toEqual([name, ['service', ...by].sort()]);
      for (const [dimension, value] of Object.entries(dimensions))
        expect([name, value, valuesOf(name as MetricName, dimension, dimensions.service ?? '').includes(value)]).toEqual([
          name,
          value,
          true,
        ]);
    }
  });
});

test('every function is traced', () => {
  expect(services.map(({ provider }) => provider.tracing.lambda)).toEqual(services.map(() => true));
});

test('a step gives up later than the heartbeat finds it quiet: somebody looks before it is too late', () => {
  const waiting = STAGES.flatMap(({ steps }) => steps.flatMap(({ usually, ...step }) => (usually ? [{ ...step, usually }] : [])));
  expect(waiting.length).toBeGreaterThan(5);
  for (const { deadlineSeconds, usually } of waiting) expect(deadlineSeconds).toBeGreaterThan(4 * usually.seconds);
});
