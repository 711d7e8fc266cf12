import { alarmKeyAlias, alarmTopicName } from '@tenantry/events-schema/bus';
import { configOf } from '../deployment/config.ts';
import { withRunbook } from '../failure/runbook.ts';
import { allow, type Statement } from './policy.ts';

/** What an alarm looks at: as CloudFormation's properties of `AWS::CloudWatch::Alarm` name it. */
export interface Watched {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string | { readonly Ref: string } }[];
  readonly Statistic?: 'Maximum' | 'Sum';
  /** In place of `Statistic`: a percentile, `p95`. */
  readonly ExtendedStatistic?: string;
  /** Seconds; a minute by default. */
  readonly Period?: number;
  readonly EvaluationPeriods?: number;
  readonly ComparisonOperator?: 'GreaterThanThreshold' | 'LessThanThreshold';
  readonly Threshold: number;
  readonly TreatMissingData?: 'notBreaching' | 'breaching';
}

const alarmTopicArn = (deployment: string): string => {
  const { region, accounts } = configOf(deployment);
  return `arn:aws:sns:${region}:${accounts.superAdmin}:${alarmTopicName(deployment)}`;
};

/** What a function needs that says something to the alarm topic itself. */
export const toAlarmTopic = (deployment: string): readonly Statement[] => {
  const { region, accounts } = configOf(deployment);
  return [
    allow('sns:Publish', alarmTopicArn(deployment)),
    // The topic is encrypted: who publishes needs its key, which has a name but no id that is known here.
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], `arn:aws:kms:${region}:${accounts.superAdmin}:key/*`, {
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alarmKeyAlias(deployment) },
    }),
  ];
};

/**
 * An alarm that goes to the product's alarm topic, and so does its end: what opened an incident by it then closes it.
 * @param description what has happened and what to do, with the section of `docs/runbook.md`, which becomes a link where configured
 */
export const alarm = (deployment: string, name: string, description: string, watched: Watched) => {
  const { runbookUrl } = configOf(deployment);
  const topic = alarmTopicArn(deployment);
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: name,
      AlarmDescription: withRunbook(description, runbookUrl),
      AlarmActions: [topic],
      OKActions: [topic],
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      Period: 60,
      ...(watched.ExtendedStatistic ? {} : { Statistic: 'Maximum' }),
      TreatMissingData: 'notBreaching',
      ...watched,
    },
  };
};

/** For a function that runs by schedule: it has no dead letters, so its errors alarm. Lambda tries such an invocation three times. */
export const functionAlarm = (deployment: string, functionName: string, description: string) =>
  alarm(deployment, `${functionName}-errors`, description, {
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: functionName }],
    Statistic: 'Sum',
    Period: 3600,
    Threshold: 1,
  });
