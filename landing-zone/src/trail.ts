import type { Config } from '@tenantry/shared/deployment/config';
import { evidenceBucketName } from '@tenantry/shared/domain/certificates';
import { serviceName } from '@tenantry/shared/domain/names';
import { artifactBucketName, logBucketName, trailName } from './resource-names.ts';
import { type Resources, tags } from './template.ts';

export const trailArn = (deployment: string, { region, accounts }: Config): string =>
  `arn:aws:cloudtrail:${region}:${accounts.owner}:trail/${trailName(deployment)}`;

/** Buckets that hold what belongs to tenants or what all of them run: who has read or written an object of them is worth its price. */
const watchedBuckets = (deployment: string, { accounts }: Config): readonly string[] => [
  serviceName(deployment, `exports-${accounts.superAdmin}`),
  evidenceBucketName(deployment, accounts.superAdmin),
  artifactBucketName(deployment, accounts.devops),
];

/** With any selector of its own a trail has nothing else: management events are named, too (CreateTrail, AdvancedEventSelectors). */
const selectors = (deployment: string, config: Config) => {
  const is = (Field: string, ...values: readonly string[]) => ({ Field, Equals: values });
  return [
    { Name: 'management', FieldSelectors: [is('eventCategory', 'Management')] },
    {
      Name: 'objects',
      FieldSelectors: [
        is('eventCategory', 'Data'),
        is('resources.type', 'AWS::S3::Object'),
        { Field: 'resources.ARN', StartsWith: watchedBuckets(deployment, config).map((bucket) => `arn:aws:s3:::${bucket}/`) },
      ],
    },
  ];
};

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
            ...(config.watch.accessLogs ? { AdvancedEventSelectors: selectors(deployment, config) } : {}),
            Tags: tags(deployment),
          },
        },
      }
    : {};
