import type { Config } from '@tenantry/shared/deployment/config';
import { GLOBAL_REGION, usageLine } from './price-tables.ts';

/** What the switches of the configuration cost that are on, for all tenants together, most of it by use. */
export const switchesUsage = ({
  region,
  watch: { trail, guardDuty, flowLogs, accessLogs, lockDays },
  dns: { dnssec },
}: Config): readonly string[] => {
  const line = (what: string, price: string) => usageLine(region, what, price);
  return [
    ...(trail
      ? [
          line(
            'Trail of the organization',
            'the first copy of management events is free, a second trail beside it 2.00 USD per 100,000 events (https://aws.amazon.com/cloudtrail/pricing/)',
          ),
        ]
      : []),
    ...(guardDuty
      ? [
          line(
            'GuardDuty',
            '4.00 USD per million management events, 1.00 USD per GB of flow and DNS logs, 0.80 USD per million S3 events, in each account (https://aws.amazon.com/guardduty/pricing/)',
          ),
        ]
      : []),
    ...(flowLogs
      ? [line('Flow logs of the shared VPCs', '0.25 USD per GB (https://aws.amazon.com/cloudwatch/pricing/, vended logs to S3)')]
      : []),
    ...(accessLogs
      ? [
          line(
            'Access logs',
            'of web ACL and API 0.25 to 0.50 USD per GB (https://aws.amazon.com/cloudwatch/pricing/, vended logs), of objects 0.10 USD per 100,000 events, with a trail (https://aws.amazon.com/cloudtrail/pricing/)',
          ),
        ]
      : []),
    ...(trail || flowLogs || accessLogs ? [line('Logs', `0.023 USD per GB and month, for ${lockDays} days`)] : []),
    // Route 53 takes a key of us-east-1 alone.
    ...(dnssec
      ? [usageLine(GLOBAL_REGION, 'Signature of the public zone', '1.00 USD a month for its key (https://aws.amazon.com/kms/pricing/)')]
      : []),
  ];
};
