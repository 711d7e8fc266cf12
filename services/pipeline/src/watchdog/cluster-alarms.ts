import { MAX_CONNECTIONS } from '@tenantry/shared/deployment/connections';
import { databaseClusterName, serviceName } from '@tenantry/shared/domain/names';
import { alarm } from '@tenantry/shared/infra/alarm';

/** Seconds. */
const PERIOD = 300;
/** A quarter of an hour. */
const LASTING = { Period: PERIOD, EvaluationPeriods: 3 };
/** Of the 2 billion after which PostgreSQL takes no writes; AWS proposes to alarm at half of them. */
const USED_TRANSACTION_IDS = 1_000_000_000;

/**
 * CloudFormation resources: alarms of the one cluster that serves every tenant (Aurora User Guide, "Amazon CloudWatch metrics for Amazon
 * Aurora"). Not of its storage, which Aurora enlarges without a person, nor of free memory, by which it scales: that is its capacity.
 */
export const clusterAlarms = (deployment: string) => {
  const cluster = { Namespace: 'AWS/RDS', Dimensions: [{ Name: 'DBClusterIdentifier', Value: databaseClusterName(deployment) }] };
  return {
    // Sessions without a login yet count here, and in no limit of a login.
    ConnectionsAlarm: alarm(
      deployment,
      serviceName(deployment, 'database-connections'),
      'The connections of the database run out. Find out whose they are, and cut the tenant off that opens them. docs/runbook.md#the-database-is-used-up',
      { ...cluster, MetricName: 'DatabaseConnections', Threshold: 0.8 * MAX_CONNECTIONS },
    ),
    CapacityAlarm: alarm(
      deployment,
      serviceName(deployment, 'database-capacity'),
      'The database has been at its largest for a quarter of an hour. Find out which tenant asks for so much, or raise MaxCapacity. docs/runbook.md#the-database-is-used-up',
      { ...cluster, ...LASTING, MetricName: 'ACUUtilization', Threshold: 95 },
    ),
    // At its largest by memory it still answers; without CPU every query of every tenant waits.
    CpuAlarm: alarm(
      deployment,
      serviceName(deployment, 'database-cpu'),
      'The CPU of the database has been used up for a quarter of an hour: queries of all tenants wait. Find the statement that runs, and end it or raise MaxCapacity. docs/runbook.md#the-database-is-used-up',
      { ...cluster, ...LASTING, MetricName: 'CPUUtilization', Threshold: 90 },
    ),
    // One now and then is the ordinary end of two transactions that cross; the metric is a rate per second.
    DeadlocksAlarm: alarm(
      deployment,
      serviceName(deployment, 'database-deadlocks'),
      'Transactions have locked one another out for a quarter of an hour. The log of PostgreSQL names both statements and the login: tell who made the release. docs/runbook.md#the-database-is-used-up',
      { ...cluster, ...LASTING, MetricName: 'Deadlocks', Threshold: 0.1 },
    ),
    // "Implement an early warning system for transaction ID wraparound": https://aws.amazon.com/blogs/database/implement-an-early-warning-system-for-transaction-id-wraparound-in-amazon-rds-for-postgresql/
    TransactionIdsAlarm: alarm(
      deployment,
      serviceName(deployment, 'database-transaction-ids'),
      'Half of the transaction ids of the database are used, and at the end it takes no writes. Find out what keeps autovacuum from freezing rows. docs/runbook.md#the-database-is-used-up',
      { ...cluster, MetricName: 'MaximumUsedTransactionIDs', Period: PERIOD, Threshold: USED_TRANSACTION_IDS },
    ),
  };
};
