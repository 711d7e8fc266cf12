import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/**
 * Every metric of the product: its unit, who publishes it and, besides `service`, the dimensions it is counted by. `service` is the
 * name of the publisher; where that is a `stage`, the stage's. Alarms and the dashboard are built from this table, since CloudWatch
 * shows a metric without data, and no error, for a dimension that nobody publishes.
 */
export const METRICS = {
  /** From the first event that a stage hears of a tenant until it has published its last one, waits included. */
  StageSeconds: { unit: MetricUnit.Seconds, from: 'stage', by: [] },
  /** The same on removal. */
  RemovalSeconds: { unit: MetricUnit.Seconds, from: 'stage', by: [] },
  /** How long AWS made a step wait. */
  WaitSeconds: { unit: MetricUnit.Seconds, from: 'stage', by: ['step'] },
  /** Attempts that ended in an error and are made again. */
  Retries: { unit: MetricUnit.Count, from: 'stage', by: [] },
  /** Stages that stalled. */
  Stalls: { unit: MetricUnit.Count, from: 'stage', by: [] },
  /** Stages that failed. */
  Failures: { unit: MetricUnit.Count, from: 'stage', by: [] },
  /** Pushes that made no release. */
  FailedReleases: { unit: MetricUnit.Count, from: 'releases', by: [] },
  Tenants: { unit: MetricUnit.Count, from: 'admin', by: ['state'] },
  /** Tenants of which nothing was heard for longer than their state should take, without those that somebody has silenced. */
  QuietTenants: { unit: MetricUnit.Count, from: 'admin', by: [] },
  /** Tenants that need attention, by what for; silenced ones count. */
  NeedsAttention: { unit: MetricUnit.Count, from: 'admin', by: ['kind'] },
  /** Share of a quota that is used. */
  QuotaUsed: { unit: MetricUnit.Percent, from: 'admin', by: ['quota'] },
  /** Accounts that wait to be closed. */
  QueuedClosings: { unit: MetricUnit.Count, from: 'admin', by: [] },
  /** Sessions of tenants at the database that went beyond their limits, and logins that had changed theirs. */
  EndedSessions: { unit: MetricUnit.Count, from: 'watchdog', by: [] },
  /** Databases that every login may enter, and that the administrator cannot shut. */
  OpenDatabases: { unit: MetricUnit.Count, from: 'watchdog', by: [] },
  /** Notifications that nobody took for three days. */
  ParkedNotifications: { unit: MetricUnit.Count, from: 'notifications', by: [] },
  /** What AWS has billed this month so far, shared accounts included. US dollars. */
  BilledUsd: { unit: MetricUnit.NoUnit, from: 'admin', by: [] },
  /** What all tenants have now costs a month, by list price. US dollars. */
  MonthlyUsd: { unit: MetricUnit.NoUnit, from: 'admin', by: [] },
} as const;
export type MetricName = keyof typeof METRICS;
type Publisher = (typeof METRICS)[MetricName]['from'];
/** Who publishes by that name: a stage, unless it is one of the others. */
type PublisherNamed<S extends string> = S extends Exclude<Publisher, 'stage'> ? S : 'stage';
type NameOf<P extends Publisher> = { [N in MetricName]: (typeof METRICS)[N]['from'] extends P ? N : never }[MetricName];
/** The dimension `service` of a metric. */
export type ServiceOf<N extends MetricName> = (typeof METRICS)[N]['from'] extends 'stage' ? string : (typeof METRICS)[N]['from'];
export type Dimensions<N extends MetricName> = Readonly<Record<(typeof METRICS)[N]['by'][number], string>>;

/** One measurement. `about` is kept with it in the log, where it can be searched for: the tenant, the step, the event. */
export interface Measurement<N extends MetricName = MetricName> {
  readonly name: N;
  readonly value: number;
  readonly by: Dimensions<N>;
  readonly about?: Readonly<Record<string, string>>;
}
/** A measurement whichever it is. */
export type AnyMeasurement = Omit<Measurement, 'by'> & { readonly by: Readonly<Record<string, string>> };
/** Publishes what is the publisher's to publish. */
export type Measure<P extends Publisher> = <N extends NameOf<P>>(measurement: Measurement<N>) => void;

/** One namespace per deployment: several may share an account. */
export const metricsNamespace = (deployment: string): string => `tenantry-${deployment}`;

/** A metric as alarms name it (CloudFormation's `AWS::CloudWatch::Alarm`), by its publisher and in dimensions that it has. */
export const published = <N extends MetricName>(deployment: string, name: N, service: ServiceOf<N>, by: Dimensions<N>) => ({
  Namespace: metricsNamespace(deployment),
  MetricName: name,
  Dimensions: Object.entries<string>({ service, ...by }).map(([Name, Value]) => ({ Name, Value })),
});

/**
 * Publishes measurements as lines of the function's log, from which CloudWatch makes metrics (CloudWatch user guide, "Embedding metrics
 * within logs"): no call, no permission. Each line has its own dimensions, so each measurement is a line.
 */
export const measuring = <S extends string>(deployment: string, service: S): Measure<PublisherNamed<S>> => {
  const metrics = new Metrics({ namespace: metricsNamespace(deployment), serviceName: service });
  return ({ name, value, by, about = {} }) => {
    const single = metrics.singleMetric();
    for (const [dimension, text] of Object.entries<string>(by)) single.addDimension(dimension, text);
    for (const [key, text] of Object.entries(about)) single.addMetadata(key, text);
    single.addMetric(name, METRICS[name].unit, value);
  };
};
