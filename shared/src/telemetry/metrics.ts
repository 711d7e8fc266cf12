import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/**
 * Every metric of the product: its unit and, besides `service`, the dimensions it is counted by. `service` is the publishing service,
 * which is also the stage's name. Alarms and the dashboard are built from this table.
 */
export const METRICS = {
  /** From the first event that a stage hears of a tenant until it has published its last one, waits included. */
  StageSeconds: { unit: MetricUnit.Seconds, by: [] },
  /** The same on removal. */
  RemovalSeconds: { unit: MetricUnit.Seconds, by: [] },
  /** How long AWS made a step wait. */
  WaitSeconds: { unit: MetricUnit.Seconds, by: ['step'] },
  /** Attempts that ended in an error and are made again. */
  Retries: { unit: MetricUnit.Count, by: [] },
  /** Stages that stalled. */
  Stalls: { unit: MetricUnit.Count, by: [] },
  /** Stages that failed. */
  Failures: { unit: MetricUnit.Count, by: [] },
  /** Pushes that made no release. */
  FailedReleases: { unit: MetricUnit.Count, by: [] },
  Tenants: { unit: MetricUnit.Count, by: ['state'] },
  /** Tenants of which nothing was heard for longer than their state should take. */
  QuietTenants: { unit: MetricUnit.Count, by: [] },
  /** Share of a quota that is used. */
  QuotaUsed: { unit: MetricUnit.Percent, by: ['quota'] },
  /** Accounts that wait to be closed. */
  QueuedClosings: { unit: MetricUnit.Count, by: [] },
  /** Sessions of tenants at the database that went beyond their limits, and logins that had changed theirs. */
  EndedSessions: { unit: MetricUnit.Count, by: [] },
  /** Databases that every login may enter, and that the administrator cannot shut. */
  OpenDatabases: { unit: MetricUnit.Count, by: [] },
  /** What AWS has billed this month so far, shared accounts included. US dollars. */
  BilledUsd: { unit: MetricUnit.NoUnit, by: [] },
  /** What all tenants have now costs a month, by list price. US dollars. */
  MonthlyUsd: { unit: MetricUnit.NoUnit, by: [] },
} as const;
export type MetricName = keyof typeof METRICS;
export type Dimensions<N extends MetricName> = Readonly<Record<(typeof METRICS)[N]['by'][number], string>>;

/** One measurement. `about` is kept with it in the log, where it can be searched for: the tenant, the step, the event. */
export interface Measurement<N extends MetricName = MetricName> {
  readonly name: N;
  readonly value: number;
  readonly by: Dimensions<N>;
  readonly about?: Readonly<Record<string, string>>;
}
export type Measure = <N extends MetricName>(measurement: Measurement<N>) => void;

/** One namespace per deployment: several may share an account. */
export const metricsNamespace = (deployment: string): string => `tenantry-${deployment}`;

/**
 * Publishes measurements as lines of the function's log, from which CloudWatch makes metrics (CloudWatch user guide, "Embedding metrics
 * within logs"): no call, no permission. Each line has its own dimensions, so each measurement is a line.
 */
export const measuring = (deployment: string, service: string): Measure => {
  const metrics = new Metrics({ namespace: metricsNamespace(deployment), serviceName: service });
  return ({ name, value, by, about = {} }) => {
    const single = metrics.singleMetric();
    for (const [dimension, text] of Object.entries<string>(by)) single.addDimension(dimension, text);
    for (const [key, text] of Object.entries(about)) single.addMetadata(key, text);
    single.addMetric(name, METRICS[name].unit, value);
  };
};
