import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { alarmTopicName } from '@tenantry/events-schema/bus';
import { client } from '@tenantry/shared/aws/client';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { ALARMS } from '../../infra/inventory.ts';

/** An alarm of the product; `MISSING` is one that should be deployed and is not. */
export interface ProductAlarm {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING';
  /** Of its state. ISO 8601, UTC. */
  readonly since?: string;
  /** Why it is in its state, as CloudWatch says it. */
  readonly reason?: string;
  /** What has happened, and what to do. */
  readonly description?: string;
}
/** Names that DescribeAlarms takes at once (CloudWatch API reference). */
const AT_ONCE = 100;

/** Every alarm of the product, with its state; those that are in ALARM first. */
export const productAlarms = async (deployment: string): Promise<readonly ProductAlarm[]> => {
  const names = ALARMS.map((suffix) => `tenantry-${deployment}-${suffix}`);
  const found = new Map<string, MetricAlarm>();
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const ask = new DescribeAlarmsCommand({ AlarmNames: names.slice(at, at + AT_ONCE), MaxRecords: AT_ONCE });
    const { MetricAlarms = [] } = await client(CloudWatchClient).send(ask);
    for (const alarm of MetricAlarms) found.set(alarm.AlarmName ?? '', alarm);
  }
  return names.map((name) => productAlarm(name, found.get(name))).sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
};

const ORDER: readonly ProductAlarm['state'][] = ['ALARM', 'MISSING', 'INSUFFICIENT_DATA', 'OK'];
const rank = ({ state }: ProductAlarm): number => ORDER.indexOf(state);

const productAlarm = (name: string, alarm: MetricAlarm | undefined): ProductAlarm => {
  if (!alarm) return { name, state: 'MISSING' };
  const { StateValue = 'INSUFFICIENT_DATA', StateUpdatedTimestamp, StateReason, AlarmDescription } = alarm;
  return {
    name,
    state: StateValue,
    ...(StateUpdatedTimestamp ? { since: StateUpdatedTimestamp.toISOString() } : {}),
    ...(StateReason ? { reason: StateReason } : {}),
    ...(AlarmDescription ? { description: AlarmDescription } : {}),
  };
};

/** How many hear the alarm topic, and how many were asked to confirm that and have not. */
export const alarmSubscribers = async ({
  deployment,
  config,
}: LandingZone): Promise<{ readonly confirmed: number; readonly pending: number }> => {
  const TopicArn = `arn:aws:sns:${config.region}:${config.accounts.superAdmin}:${alarmTopicName(deployment)}`;
  const arns: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client(SNSClient).send(new ListSubscriptionsByTopicCommand({ TopicArn, ...(NextToken ? { NextToken } : {}) }));
    arns.push(...(page.Subscriptions ?? []).map(({ SubscriptionArn = '' }) => SubscriptionArn));
    NextToken = page.NextToken;
  } while (NextToken);
  // ListSubscriptionsByTopic answers `PendingConfirmation`, and `Deleted`, in place of an ARN.
  return {
    confirmed: arns.filter((arn) => arn.startsWith('arn:')).length,
    pending: arns.filter((arn) => arn === 'PendingConfirmation').length,
  };
};
