import { ATTENTION_KINDS } from '@tenantry/events-schema/attention';
import { FORWARD, STAGE_NAMES, STAGES } from '@tenantry/saga/stages';
import type { Config } from '@tenantry/shared/deployment/config';
import { databaseClusterName, deadLetterQueueName, serviceName } from '@tenantry/shared/domain/names';
import { type Dimensions, type MetricName, published, type ServiceOf } from '@tenantry/shared/telemetry/metrics';
import { TenantState } from '../contract/fields.ts';
import { closingsQuota } from '../quotas/closings-quota.ts';
import { deliveryQuotas } from '../quotas/delivery-quotas.ts';
import { networkQuotas } from '../quotas/network-quotas.ts';
import { FUNCTIONS, QUEUES } from './inventory.ts';
import type { Metric } from './widget.ts';

type Stat = Metric['stat'];

/** The metrics of a deployment as widgets show them: its own, its queues' and its functions'. */
export const metricsOf = (deployment: string, config: Config) => {
  const own = <N extends MetricName>(name: N, service: ServiceOf<N>, by: Dimensions<N>, label: string, stat: Stat): Metric => {
    const { Namespace, Dimensions } = published(deployment, name, service, by);
    const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
    return { namespace: Namespace, name, dimensions, label, stat };
  };
  const perStage = (name: 'StageSeconds' | 'Retries' | 'Stalls' | 'Failures', stat: Stat, suffix = '') =>
    STAGE_NAMES.map((service) => own(name, service, {}, `${service}${suffix}`, stat));
  return {
    tenants: TenantState.options.map((state) => own('Tenants', 'admin', { state }, state, 'Maximum')),
    attention: [
      ...ATTENTION_KINDS.map((kind) => own('NeedsAttention', 'admin', { kind }, kind, 'Maximum')),
      own('QuietTenants', 'admin', {}, 'quiet and not silenced', 'Maximum'),
    ],
    stageSeconds: (stat: Stat) => perStage('StageSeconds', stat),
    removalSeconds: (stat: Stat) => FORWARD.map(({ name }) => own('RemovalSeconds', name, {}, name, stat)),
    waitSeconds: (stat: Stat) =>
      STAGES.flatMap(({ name: service, steps }) =>
        steps.filter(({ usually }) => usually).map(({ name: step }) => own('WaitSeconds', service, { step }, `${service}.${step}`, stat)),
      ),
    trouble: [
      ...perStage('Failures', 'Sum', ' failed'),
      ...perStage('Stalls', 'Sum', ' stalled'),
      own('FailedReleases', 'releases', {}, 'pushes that made no release', 'Sum'),
      own('EndedSessions', 'watchdog', {}, 'sessions at the database that were ended', 'Sum'),
      own('ParkedNotifications', 'notifications', {}, 'notifications that nobody took', 'Sum'),
      own('OpenDatabases', 'watchdog', {}, 'databases that let every login in', 'Maximum'),
    ],
    retries: perStage('Retries', 'Sum'),
    quotas: quotaIds(config).map((quota) => own('QuotaUsed', 'admin', { quota }, quota, 'Maximum')),
    closings: [
      own('QuotaUsed', 'admin', { quota: 'closings' }, 'quota used, %', 'Maximum'),
      { ...own('QueuedClosings', 'admin', {}, 'accounts that wait', 'Maximum'), axis: 'right' as const },
    ],
    cost: [
      own('BilledUsd', 'admin', {}, 'billed this month', 'Maximum'),
      own('MonthlyUsd', 'admin', {}, 'a month, by list price of what tenants have', 'Maximum'),
    ],
    /** Of the cluster that serves every tenant. */
    database: (...shown: readonly (readonly [name: string, label: string])[]): Metric[] =>
      shown.map(([name, label]) => ({
        namespace: 'AWS/RDS',
        name,
        dimensions: { DBClusterIdentifier: databaseClusterName(deployment) },
        label,
        stat: 'Maximum',
      })),
    queue: (name: string, of: 'queue' | 'dead letters', stat: Stat): Metric[] =>
      QUEUES.map((queue) => ({
        namespace: 'AWS/SQS',
        name,
        dimensions: { QueueName: of === 'queue' ? serviceName(deployment, queue) : deadLetterQueueName(deployment, queue) },
        label: queue,
        stat,
      })),
    functions: (name: string, stat: Stat): Metric[] =>
      FUNCTIONS.map((suffix) => ({
        namespace: 'AWS/Lambda',
        name,
        dimensions: { FunctionName: serviceName(deployment, suffix) },
        label: suffix,
        stat,
      })),
  };
};

/** Every quota that the heartbeat measures: those of the API's quotas. */
export const quotaIds = ({ network, organization }: Config): readonly string[] => [
  'accounts',
  ...networkQuotas(network, [], network.prefix.default, 0).map(({ id }) => id),
  ...deliveryQuotas([]).map(({ id }) => id),
  'builds',
  closingsQuota([], {}, organization.closing, 0).id,
];
