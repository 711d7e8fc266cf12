import { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { daysAfter } from './facts.ts';
import { PLATFORM_STORES } from './platform-stores.ts';
import { BUCKET, erased, expires, KEPT, LOGS, name, type Store, TABLE } from './store.ts';

/** In the order in which a reader looks for them: what is kept of a tenant, what AWS keeps of that, what never holds people. */
export const STORES: readonly Store[] = [
  {
    store: "Stages' and decisions' tables, DynamoDB tenantry-<deployment>-*",
    account: 'superAdmin',
    holds: "administrator's e-mail, tenant's name, variables, reasons that a person typed",
    kept: 'until the tenant is off-boarded; then a tombstone: tenant id, generation',
    covers: [[TABLE, name('(account|network|edge|dns|pipeline|offboard|offboard-decisions|offboard-closings)')]],
    ending: () => erased('each record was read, and is a tombstone'),
  },
  {
    store: 'Tenants table: tenant and timeline, DynamoDB tenantry-<deployment>-admin',
    account: 'superAdmin',
    holds: "administrator's e-mail, tenant's name, variables, who asked for what, what AWS and builds said",
    kept: 'until the tenant is off-boarded; then ids, times and states',
    covers: [[TABLE, name('admin')]],
    ending: () => erased('the item was read, and is a tombstone; events of the timeline are reduced in the same way'),
  },
  {
    store: 'Notifications table, DynamoDB tenantry-<deployment>-notifications',
    account: 'superAdmin',
    holds: "tenant's name",
    kept: 'until the tenant is off-boarded; then its slug. What subscribers were told, without the name: 30 days',
    covers: [[TABLE, name('notifications')]],
    ending: () => erased('the item was read, and is a tombstone'),
  },
  {
    store: 'Tenants table: keys of requests, the same table',
    account: 'superAdmin',
    holds: 'SHA-256 of the request for the tenant',
    kept: `${KEPT.idempotency} days after the request`,
    covers: [],
    ending: ({ said }) => expires(daysAfter(said.offboardedAt, KEPT.idempotency), 'DynamoDB deletes it by its time to live'),
  },
  {
    store: "Tenants table: people's logins to the database, the same table",
    account: 'superAdmin',
    holds: 'who of the operators asked for a login, and why',
    kept: `${KEPT.databaseLogins} days after it expired; from the off-boarding on by the subject, and without e-mail addresses`,
    covers: [],
    ending: ({ said }) => expires(daysAfter(said.offboardedAt, KEPT.databaseLogins + 1), 'DynamoDB deletes it by its time to live'),
  },
  {
    store: 'Backups of all tables, DynamoDB point-in-time recovery',
    account: 'superAdmin',
    holds: 'what the tables held',
    kept: `${KEPT.tableBackups} days`,
    covers: [],
    ending: ({ erasedAt }) => expires(daysAfter(erasedAt, KEPT.tableBackups), 'AWS keeps every change so long, and deletes none earlier'),
  },
  {
    store: 'Archive of the bus, EventBridge tenantry-<deployment>',
    account: 'superAdmin',
    holds: "administrator's e-mail, tenant's name, variables, reasons",
    kept: `${KEPT.archive} days after each event`,
    covers: [['AWS::Events::Archive', /^tenantry-[^-]+$/]],
    ending: ({ erasedAt }) => expires(daysAfter(erasedAt, KEPT.archive), 'an archive deletes no single event'),
  },
  {
    store: 'Dead letters, SQS tenantry-<deployment>-*-dlq',
    account: 'superAdmin',
    holds: 'whole events',
    kept: `until the tenant is off-boarded; ${KEPT.deadLetters} days where a message names no tenant`,
    covers: [['AWS::SQS::Queue', name('.*-dlq')]],
    ending: () => erased('those that name the tenant were discarded'),
  },
  {
    store: 'Queues, SQS tenantry-<deployment>-*',
    account: 'superAdmin',
    holds: 'whole events',
    kept: `until they are read, ${KEPT.messages} days at most`,
    covers: [['AWS::SQS::Queue', name('(?!.*-dlq).*')]],
    ending: ({ erasedAt }) => expires(daysAfter(erasedAt, KEPT.messages), 'a queue keeps no message longer'),
  },
  {
    store: 'Logs of functions, CloudWatch /aws/lambda/tenantry-<deployment>-*',
    account: 'superAdmin',
    holds: 'tenant id; what AWS answered when a call failed',
    kept: `${KEPT.functionLogs} days`,
    covers: [[LOGS, /^\/aws\/lambda\/tenantry-[a-z0-9]+-/]],
    ending: ({ erasedAt }) => expires(daysAfter(erasedAt, KEPT.functionLogs), 'by the retention of the log groups'),
  },
  {
    store: 'Traces, X-Ray',
    account: 'superAdmin',
    holds: 'tenant id',
    kept: `${KEPT.traces} days`,
    covers: [],
    ending: ({ erasedAt }) => expires(daysAfter(erasedAt, KEPT.traces), 'X-Ray keeps traces so long'),
  },
  {
    store: 'Database, schema and logins, PostgreSQL',
    account: 'superAdmin',
    holds: 'everything that the tenant knows of its patients and of its people',
    kept: 'until the tenant is off-boarded',
    covers: [
      ['AWS::RDS::DBCluster', /^tenantry-[a-z0-9]+$/],
      ['PostgreSQL::Database', /.*/],
      ['PostgreSQL::Schema', /.*/],
      ['PostgreSQL::Role', /.*/],
    ],
    ending: () => erased('dropped, before the account was taken back'),
  },
  {
    store: 'Backups of PostgreSQL, Aurora',
    account: 'superAdmin',
    holds: 'the same',
    kept: '35 days in production, else 7',
    covers: [],
    ending: ({ said, config }) =>
      expires(daysAfter(said.offboardedAt, hardeningOf(config).backupDays), 'a cluster is backed up as a whole'),
  },
  {
    store: 'Log of PostgreSQL, CloudWatch /aws/rds/cluster/tenantry-<deployment>/postgresql',
    account: 'superAdmin',
    holds: 'that a statement failed, and how; no rows. Which login connected, and from where',
    kept: `${KEPT.databaseLogs} days`,
    covers: [[LOGS, /^\/aws\/rds\/cluster\/tenantry-/]],
    ending: ({ said }) => expires(daysAfter(said.offboardedAt, KEPT.databaseLogs), 'by the retention of the log group'),
  },
  {
    store: 'Export, S3 tenantry-<deployment>-exports-<account>',
    account: 'superAdmin',
    holds: 'the same, where the off-boarding was asked to keep it',
    kept: '`exports.retentionDays` of the configuration, 90 by default, and 7 for what was replaced',
    covers: [[BUCKET, name('exports-\\d{12}')]],
    ending: ({ said, config }) =>
      said.export
        ? expires(
            daysAfter(said.export.at, config.exports.retentionDays + KEPT.exportVersions),
            'kept because the off-boarding asked for it',
          )
        : erased('none was made'),
  },
  {
    store: 'Artifacts and archives of releases, S3 tenantry-<deployment>-artifacts-<account>',
    account: 'devops',
    holds: 'variables of the tenant, where a pipeline keeps what it was given',
    kept: `${KEPT.artifacts} days, and ${KEPT.artifactVersions} for what was replaced`,
    covers: [[BUCKET, name('artifacts-\\d{12}')]],
    ending: ({ said }) => expires(daysAfter(said.offboardedAt, KEPT.artifacts + KEPT.artifactVersions), 'by the lifecycle of the bucket'),
  },
  {
    store: "Tenant's pipeline, projects and their logs, CodePipeline, CodeBuild and CloudWatch",
    account: 'devops',
    holds: 'variables; what a failed migration said',
    kept: 'until the tenant is off-boarded',
    covers: [
      ['AWS::CodeBuild::Project', /.*/],
      ['AWS::CodePipeline::Pipeline', /.*/],
      [LOGS, /^\/aws\/codebuild\/tenantry-/],
    ],
    ending: () => erased('deleted; every account was listed afterwards: the evidence'),
  },
  {
    store: "Tenant's account: files, users, secrets, logs",
    account: 'tenant',
    holds: "the tenant's people who sign in; what its application logs",
    kept: `until the tenant is off-boarded; what AWS itself keeps of an account, ${KEPT.closedAccount} days after its closing`,
    covers: [
      [BUCKET, /^tenantry-(0|<tenant>).*/],
      ['AWS::Cognito::UserPool', /^tenantry-(0|<tenant>).*/],
      ['AWS::Cognito::UserPoolUser', /.*/],
      ['AWS::SecretsManager::Secret', /.*/],
      [LOGS, /^\/aws\/lambda\/(tenantry-0|\$\{Name\})/],
    ],
    ending: ({ said }) =>
      said.closing
        ? expires(
            daysAfter(said.closing.at, KEPT.closedAccount),
            said.closing.state === 'closed' ? 'emptied, and closed by AWS' : 'emptied; its closing is queued, and dated by the quota',
          )
        : erased(said.accountId ? 'emptied, and given to no one' : 'there was no account'),
  },
  ...PLATFORM_STORES,
];
