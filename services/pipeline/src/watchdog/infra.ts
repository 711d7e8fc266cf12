import { serviceName } from '@tenantry/shared/domain/names';
import { alarm, functionAlarm } from '@tenantry/shared/infra/alarm';
import { functionRole } from '@tenantry/shared/infra/function';
import { allow, arnOf, functionInVpc } from '@tenantry/shared/infra/policy';
import { published } from '@tenantry/shared/telemetry/metrics';
import { clusterAlarms } from './cluster-alarms.ts';
import { WATCHDOG_SERVICE } from './service.ts';

/** What a function needs that signs in to the database as its administrator. */
export const databaseAccess = [
  // Kept by RDS, which names it after the cluster's id: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
  allow('secretsmanager:GetSecretValue', { Ref: 'DatabaseSecretArn' }),
  functionInVpc,
];

/** The function that keeps the cluster usable; its role is its own, since the stage's may enter tenants' accounts. */
export const watchdogFunction = (deployment: string) => ({
  name: serviceName(deployment, `${WATCHDOG_SERVICE}-database`),
  handler: 'src/watchdog/handler.main',
  timeout: 30,
  role: arnOf('WatchdogFunctionRole'),
  events: [{ schedule: { rate: ['rate(1 minute)'] } }],
});

/** Its role, its alarms, and those of what it cannot bound: what all tenants use together. */
export const watchdogResources = (deployment: string) => {
  const name = serviceName(deployment, `${WATCHDOG_SERVICE}-database`);
  const own = (name: 'EndedSessions' | 'OpenDatabases') => ({ ...published(deployment, name, WATCHDOG_SERVICE, {}), Threshold: 0 });
  return {
    WatchdogFunctionRole: functionRole(deployment, WATCHDOG_SERVICE, databaseAccess),
    WatchdogAlarm: functionAlarm(
      deployment,
      name,
      'Nobody ends sessions that keep the database for themselves. The log of the function says why. docs/runbook.md#a-login-goes-beyond-its-limits',
    ),
    EndedSessionsAlarm: alarm(
      deployment,
      serviceName(deployment, 'ended-sessions'),
      'Sessions of a tenant went beyond their limits and were ended, or its login had changed them. The log of the watchdog names the login: find out whether its secret is in other hands. docs/runbook.md#a-login-goes-beyond-its-limits',
      { ...own('EndedSessions'), Statistic: 'Sum', Period: 300 },
    ),
    OpenDatabasesAlarm: alarm(
      deployment,
      serviceName(deployment, 'open-databases'),
      "A database of the cluster lets every tenant's login in. The log of the watchdog names it: revoke the rights of PUBLIC as its owner. docs/runbook.md#a-login-goes-beyond-its-limits",
      own('OpenDatabases'),
    ),
    ...clusterAlarms(deployment),
  };
};
