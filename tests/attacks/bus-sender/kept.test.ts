import { expect } from '@jest/globals';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { attack } from '../attack.ts';
import { asks } from '../tenant-roles.ts';

const own = (service: string, resource: string): string => `arn:aws:${service}:us-east-1:100000000002:${resource}`;
const BUS = own('events', 'event-bus/tenantry-dev');
const ARCHIVE = own('events', 'archive/tenantry-dev');
const RULES = ['account', 'network', 'edge', 'dns', 'pipeline', 'offboard', 'admin'].map((service) =>
  own('events', `rule/tenantry-dev/tenantry-dev-${service}`),
);
const TOPIC = own('sns', 'tenantry-dev-alarms');
const ALARM = own('cloudwatch', 'alarm:tenantry-dev-quiet-tenants');
const LOGS = [
  '/aws/lambda/tenantry-dev-admin-api',
  '/aws/vendedlogs/tenantry-dev-admin-access',
  '/aws/rds/cluster/tenantry-dev/postgresql',
];
const STACKS = ['events', 'admin', 'offboard', 'landing-zone'].map((name) => own('cloudformation', `stack/tenantry-dev-${name}/1`));

/** What would end or falsify the record of what has happened, or keep anybody from hearing of it. */
const ATTEMPTS: readonly (readonly [actions: readonly string[], resources: readonly string[]])[] = [
  [['events:DeleteEventBus', 'events:UpdateEventBus', 'events:PutPermission', 'events:RemovePermission', 'events:CreateArchive'], [BUS]],
  [['events:DeleteArchive', 'events:UpdateArchive'], [ARCHIVE]],
  [
    ['events:PutRule', 'events:DeleteRule', 'events:DisableRule', 'events:PutTargets', 'events:RemoveTargets'],
    [...RULES, own('events', 'rule/tenantry-dev/mine')],
  ],
  [['sns:DeleteTopic', 'sns:SetTopicAttributes', 'sns:RemovePermission', 'sns:Unsubscribe'], [TOPIC]],
  [['cloudwatch:DeleteAlarms', 'cloudwatch:DisableAlarmActions', 'cloudwatch:PutMetricAlarm', 'cloudwatch:SetAlarmState'], [ALARM]],
  [
    ['logs:DeleteLogGroup', 'logs:DeleteLogStream', 'logs:PutRetentionPolicy', 'logs:DeleteRetentionPolicy'],
    LOGS.map((name) => own('logs', `log-group:${name}`)),
  ],
  [['cloudformation:DeleteStack', 'cloudformation:UpdateTerminationProtection', 'cloudformation:UpdateStack'], STACKS],
];

attack(
  'record-taken-away',
  'a function that was taken over deletes the archive, changes rules of the bus, or silences alarms and logs',
  () => {
    const roles = everyRole('dev').filter(({ account }) => account === 'superAdmin');
    expect(roles.length).toBeGreaterThan(8);
    const may = (action: string, resource: string): readonly string[] =>
      roles.filter(({ policies }) => asks(policies, action, resource)).map(({ name }) => name);
    // Not a test of nothing: it may be looked at, by who shows it.
    expect(may('events:DescribeArchive', ARCHIVE)).toEqual(['tenantry-dev-admin-function']);
    const done = ATTEMPTS.flatMap(([actions, resources]) =>
      actions.flatMap((action) => resources.flatMap((resource) => may(action, resource).map((role) => `${role} ${action} ${resource}`))),
    );
    expect(done).toEqual([]);
  },
);
