import type { Config } from '@tenantry/shared/deployment/config';
import { logBucketName, trailName } from './resource-names.ts';
import { type Resources, tags } from './template.ts';

export const trailArn = (deployment: string, { region, accounts }: Config): string =>
  `arn:aws:cloudtrail:${region}:${accounts.owner}:trail/${trailName(deployment)}`;

/** The trail of the organization: of every account, also of those that are created later, in every region, with digests to verify it. */
export const trail = (deployment: string, config: Config): Resources =>
  config.watch.trail
    ? {
        Trail: {
          Type: 'AWS::CloudTrail::Trail',
          Properties: {
            TrailName: trailName(deployment),
            S3BucketName: logBucketName(deployment, config.accounts.production),
            IsLogging: true,
            IsMultiRegionTrail: true,
            IsOrganizationTrail: true,
            IncludeGlobalServiceEvents: true,
            EnableLogFileValidation: true,
            Tags: tags(deployment),
          },
        },
      }
    : {};
