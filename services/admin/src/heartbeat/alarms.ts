import { alarm, functionAlarm } from '@tenantry/shared/infra/alarm';
import { published } from '@tenantry/shared/telemetry/metrics';

const HOUR = 3600;

/** CloudFormation resources: tenants without progress, and a heartbeat that does not beat. */
export const heartbeatAlarms = (deployment: string, functionName: string) => ({
  QuietTenantsAlarm: alarm(
    deployment,
    `tenantry-${deployment}-quiet-tenants`,
    'A tenant has made no progress for longer than its state should take. The list of tenants in the console marks it, and its page says which stage, since when, and what to do. docs/runbook.md#a-tenant-is-quiet',
    {
      ...published(deployment, 'QuietTenants', 'admin', {}),
      Period: HOUR,
      Threshold: 0,
    },
  ),
  HeartbeatErrorsAlarm: functionAlarm(
    deployment,
    functionName,
    'The heartbeat fails: some figures of the dashboard are old, and quiet tenants may go unnoticed. The log of the function says what could not be read. docs/runbook.md#the-heartbeat-fails',
  ),
  HeartbeatMissingAlarm: alarm(
    deployment,
    `${functionName}-missing`,
    'The heartbeat has not run for three hours: nobody looks for quiet tenants. See whether its rule of EventBridge is enabled, and whether it is throttled. docs/runbook.md#the-heartbeat-fails',
    {
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: functionName }],
      Statistic: 'Sum',
      Period: HOUR,
      EvaluationPeriods: 3,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    },
  ),
});
