import type { Config } from '@tenantry/shared/deployment/config';

/** What recording and watching costs, by the switches that are on: by use, so that nobody knows it beforehand. List prices of us-east-1. */
export const watchingUsage = ({ trail, guardDuty, flowLogs, lockDays }: Config['watch']): readonly string[] => [
  ...(trail
    ? [
        'Trail of the organization: the first copy of management events is free, a second trail beside it 2.00 USD per 100,000 events (https://aws.amazon.com/cloudtrail/pricing/)',
      ]
    : []),
  ...(guardDuty
    ? [
        'GuardDuty: 4.00 USD per million management events, 1.00 USD per GB of flow and DNS logs, 0.80 USD per million S3 events, in each account (https://aws.amazon.com/guardduty/pricing/)',
      ]
    : []),
  ...(flowLogs ? ['Flow logs of the shared VPCs: 0.25 USD per GB (https://aws.amazon.com/cloudwatch/pricing/, vended logs to S3)'] : []),
  ...(trail || flowLogs ? [`Logs: 0.023 USD per GB and month, for ${lockDays} days`] : []),
];
