import type { Config } from '@tenantry/shared/deployment/config';
import { FLOW_LOGS } from './log-bucket.ts';
import { logBucketName } from './resource-names.ts';
import { type Resources, ref, tags } from './template.ts';

/** Flow logs of VPCs of a template, by their logical ids: everything that a tenant's VPC reaches goes through one of the shared ones. */
export const flowLogs = (deployment: string, config: Config, vpcIds: readonly string[]): Resources =>
  config.watch.flowLogs
    ? Object.fromEntries(
        vpcIds.map((id) => [
          `${id}FlowLog`,
          {
            Type: 'AWS::EC2::FlowLog',
            Properties: {
              ResourceId: ref(id),
              ResourceType: 'VPC',
              TrafficType: 'ALL',
              LogDestinationType: 's3',
              LogDestination: `arn:aws:s3:::${logBucketName(deployment, config.accounts.production)}/${FLOW_LOGS}/`,
              MaxAggregationInterval: 600,
              Tags: tags(deployment),
            },
          },
        ]),
      )
    : {};
