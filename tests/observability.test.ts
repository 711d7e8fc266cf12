import { describe, expect, test } from '@jest/globals';
import { STAGES } from '@tenantry/saga/stages';
import { superAdminTemplate } from '../landing-zone/src/super-admin.ts';
import { SERVICE_FOLDERS, serviceIn } from '../scripts/services.ts';
import { ALARMS, FUNCTIONS } from '../services/admin/src/infra/inventory.ts';
import { metricsOf } from '../services/admin/src/infra/metrics.ts';
import type { Metric } from '../services/admin/src/infra/widget.ts';
import { configOf } from '../shared/src/deployment/config.ts';

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
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
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

  test('looks at a queue, a function or a cluster that is deployed, or at a metric of ours', () => {
    const cluster = superAdminTemplate('dev', configOf('dev')).Resources.Cluster?.Properties?.DBClusterIdentifier;
    const known = new Set([...functions, ...named('AWS::SQS::Queue', 'QueueName'), 'admin', 'releases', 'watchdog', cluster]);
    expect(alarms.flatMap(({ Dimensions }) => Dimensions.map(({ Value }) => Value)).filter((value) => !known.has(value))).toEqual([]);
    expect([...new Set(alarms.map(({ Namespace }) => Namespace))].sort()).toEqual(['AWS/Lambda', 'AWS/RDS', 'AWS/SQS', 'tenantry-dev']);
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
