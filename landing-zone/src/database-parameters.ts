import { MAX_CONNECTIONS } from '@tenantry/shared/deployment/connections';
import { type Resources, tags } from './template.ts';

/** At least 16: the administrator grants itself a tenant's role `WITH INHERIT TRUE, SET TRUE` (PostgreSQL 16, release notes, E.14.3.1.3). */
export const POSTGRESQL_MAJOR = '17';
/** Days that the server's log is kept. */
const LOG_DAYS = 7;

/**
 * What the server holds every session to, where no login can set it otherwise, and what its log may say. The parameter group of the
 * cluster also sets those of its instances (Aurora User Guide, "Amazon Aurora PostgreSQL parameters").
 */
export const PARAMETERS: Readonly<Record<string, string>> = {
  'rds.force_ssl': '1',
  max_connections: String(MAX_CONNECTIONS),
  // A client that connects and sends no password takes a connection, which no limit of a login counts. Seconds.
  authentication_timeout: '10',
  // Of one session, for its sorts and hashes. KiB.
  temp_file_limit: String(1024 * 1024),
  // A prepared transaction outlives its session, and DROP DATABASE waits for it.
  max_prepared_transactions: '0',
  // Milliseconds. A login may set it otherwise for itself: the watchdog of the pipeline service ends such sessions.
  idle_in_transaction_session_timeout: '300000',
  // Between two looks at one database: Aurora's default of 5 starts a worker every 40 ms where there are 125 databases. Seconds.
  autovacuum_naptime: '60',
  // The log says which rule a statement broke, never the row: no DETAIL, no statement, no values in the message of an error. Who sent the
  // statement has been answered all of it. Failed logins and lost connections are FATAL, and stay.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_min_messages: 'log',
  log_statement: 'none',
  // Which login connected from where, and for how long.
  log_connections: '1',
  log_disconnections: '1',
  log_min_duration_statement: '-1',
  log_parameter_max_length_on_error: '0',
};

/** `/aws/rds/cluster/<name>/postgresql`, as RDS names it ("Publishing Aurora PostgreSQL logs to Amazon CloudWatch Logs"). */
export const databaseLogGroupName = (clusterName: string): string => `/aws/rds/cluster/${clusterName}/postgresql`;

/** Made before the cluster: a log group that RDS makes itself is kept for ever. */
export const databaseParameters = (deployment: string, clusterName: string): Resources => ({
  ClusterParameters: {
    Type: 'AWS::RDS::DBClusterParameterGroup',
    Properties: {
      // No name: a group of another family takes its place when the major version changes, while the cluster still has this one.
      Description: `Tenantry ${deployment}: what every session is held to`,
      Family: `aurora-postgresql${POSTGRESQL_MAJOR}`,
      Parameters: PARAMETERS,
      Tags: tags(deployment),
    },
  },
  DatabaseLog: {
    Type: 'AWS::Logs::LogGroup',
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: { LogGroupName: databaseLogGroupName(clusterName), RetentionInDays: LOG_DAYS, Tags: tags(deployment) },
  },
});
