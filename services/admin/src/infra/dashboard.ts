import { configOf } from '@tenantry/shared/deployment/config';
import { MAX_CONNECTIONS } from '@tenantry/shared/deployment/connections';
import { consoleDomain } from '@tenantry/shared/domain/labels';
import { dashboardName } from '@tenantry/shared/domain/names';
import { ALARMS } from './inventory.ts';
import { metricsOf } from './metrics.ts';
import { alarms, type GraphOptions, graph, inRows, text, type Widget } from './widget.ts';

const HOUR = 3600;
const MINUTES = 300;
const HALF = 12;
const THIRD = 8;
/** What AWS suggests to ask for more at. */
const NEARLY_USED = 80;

/** The dashboard's widgets from top to bottom: tenants, how long things take, what goes wrong, transport, money. Pure. */
export const widgetsOf = (deployment: string): readonly Widget[] => {
  const config = configOf(deployment);
  const { region, accounts, publicUrl, runbookUrl } = config;
  const metrics = metricsOf(deployment, config);
  const show = (options: Omit<GraphOptions, 'region'>) => graph({ region, ...options });
  const hourly = { period: HOUR, width: HALF };
  const live = { period: MINUTES, width: THIRD };
  const console = publicUrl.replace('{domain}', consoleDomain(config));
  const links = [`[Console](${console})`, ...(runbookUrl ? [`[Runbook](${runbookUrl})`] : ['Runbook: docs/runbook.md'])].join(' · ');
  return inRows([
    [text(`# Tenantry ${deployment}\n${links} · Tenants, quotas and cost are measured hourly, everything else as it happens.`, 2)],
    [
      alarms(
        'Alarms',
        ALARMS.map((suffix) => `arn:aws:cloudwatch:${region}:${accounts.superAdmin}:alarm:tenantry-${deployment}-${suffix}`),
        4,
      ),
    ],
    [
      show({ title: 'Tenants by state', metrics: metrics.tenants, unit: 'tenants', isStacked: true, ...hourly }),
      show({ title: 'Tenants that need attention', metrics: metrics.attention, unit: 'tenants', ...hourly }),
    ],
    [
      show({ title: 'Stage durations, median', metrics: metrics.stageSeconds('p50'), unit: 'seconds', ...hourly }),
      show({ title: 'Stage durations, 95th percentile', metrics: metrics.stageSeconds('p95'), unit: 'seconds', ...hourly }),
    ],
    [
      show({ title: 'Removal, 95th percentile', metrics: metrics.removalSeconds('p95'), unit: 'seconds', ...hourly }),
      show({ title: 'Waits for AWS by step, 95th percentile', metrics: metrics.waitSeconds('p95'), unit: 'seconds', ...hourly }),
    ],
    [
      show({ title: 'Stages that gave up', metrics: metrics.trouble, unit: 'stages', isStacked: true, ...hourly }),
      show({ title: 'Errors that are tried again', metrics: metrics.retries, unit: 'attempts', isStacked: true, ...hourly }),
    ],
    [
      show({
        title: 'Dead letters',
        metrics: metrics.queue('ApproximateNumberOfMessagesVisible', 'dead letters', 'Maximum'),
        unit: 'messages',
        ...live,
      }),
      show({
        title: 'Age of the oldest message',
        metrics: metrics.queue('ApproximateAgeOfOldestMessage', 'queue', 'Maximum'),
        unit: 'seconds',
        line: { label: 'alarm', value: 1800 },
        ...live,
      }),
      show({
        title: 'Messages that wait',
        metrics: metrics.queue('ApproximateNumberOfMessagesVisible', 'queue', 'Maximum'),
        unit: 'messages',
        ...live,
      }),
    ],
    [
      show({ title: 'Errors of functions', metrics: metrics.functions('Errors', 'Sum'), unit: 'errors', ...live }),
      show({ title: 'Throttles of functions', metrics: metrics.functions('Throttles', 'Sum'), unit: 'throttles', ...live }),
      show({
        title: 'Duration of functions, 95th percentile',
        metrics: metrics.functions('Duration', 'p95'),
        unit: 'milliseconds',
        ...live,
      }),
    ],
    [
      show({
        title: 'Database',
        metrics: metrics.database(['ACUUtilization', 'capacity'], ['CPUUtilization', 'CPU']),
        unit: '% used',
        ...live,
        width: HALF,
      }),
      show({
        title: 'Connections of the database',
        metrics: metrics.database(['DatabaseConnections', 'connections']),
        unit: 'connections',
        line: { label: 'most', value: MAX_CONNECTIONS },
        ...live,
        width: HALF,
      }),
    ],
    [
      show({ title: 'Account closings', metrics: metrics.closings, unit: '% of the quota', ...hourly, width: THIRD }),
      show({
        title: 'Quotas',
        metrics: metrics.quotas,
        unit: '% used',
        line: { label: 'ask for more', value: NEARLY_USED },
        ...hourly,
        width: THIRD,
      }),
      show({ title: 'Cost', metrics: metrics.cost, unit: 'US dollars', ...hourly, width: THIRD }),
    ],
  ]);
};

/** CloudFormation resource: the deployment's one dashboard. It opens at the last day. */
export const dashboard = (deployment: string) => ({
  Type: 'AWS::CloudWatch::Dashboard',
  Properties: {
    DashboardName: dashboardName(deployment),
    DashboardBody: JSON.stringify({ start: '-P1D', periodOverride: 'inherit', widgets: widgetsOf(deployment) }),
  },
});
