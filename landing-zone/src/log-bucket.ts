import type { Config } from '@tenantry/shared/deployment/config';
import { bucketPolicy, lastingBucket } from '@tenantry/shared/infra/bucket';
import { arnOf } from '@tenantry/shared/infra/policy';
import { logBucketName } from './resource-names.ts';
import { type Resources, tags } from './template.ts';
import { trailArn } from './trail.ts';

export const FLOW_LOGS = 'flow-logs';
const OWNED = { 's3:x-amz-acl': 'bucket-owner-full-control' };

/**
 * A bucket of logs: nobody deletes or changes an object before its days are over, the account's root user and AWS Support included (Amazon
 * S3 User Guide, "Locking objects with Object Lock", compliance mode). Then it expires.
 */
export const lockedBucket = (deployment: string, name: string, { lockDays }: Config['watch']) =>
  lastingBucket(name, undefined, {
    ObjectLockEnabled: true,
    ObjectLockConfiguration: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: lockDays } },
    },
    LifecycleConfiguration: {
      Rules: [
        {
          Id: 'after-the-lock',
          Status: 'Enabled',
          ExpirationInDays: lockDays + 1,
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
      ],
    },
    Tags: tags(deployment),
  });

/** Where trail and flow logs are kept. None where nothing is logged. */
export const logBucket = (deployment: string, config: Config, organizationId: string): Resources => {
  const { trail, flowLogs } = config.watch;
  if (!trail && !flowLogs) return {};
  return {
    Logs: lockedBucket(deployment, logBucketName(deployment, config.accounts.production), config.watch),
    LogsPolicy: bucketPolicy('Logs', [
      ...(trail ? trailStatements(deployment, config, organizationId) : []),
      ...(flowLogs ? flowLogStatements(config) : []),
    ]),
  };
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html#org-trail-bucket-policy */
const trailStatements = (deployment: string, config: Config, organizationId: string): readonly object[] => {
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const source = { 'aws:SourceArn': trailArn(deployment, config) };
  const folders = [config.accounts.owner, organizationId];
  return [
    {
      Sid: 'TrailAsksForTheBucket',
      Effect: 'Allow',
      Principal,
      Action: 's3:GetBucketAcl',
      Resource: arnOf('Logs'),
      Condition: { StringEquals: source },
    },
    {
      Sid: 'TrailWrites',
      Effect: 'Allow',
      Principal,
      Action: 's3:PutObject',
      Resource: folders.map((folder) => ({ 'Fn::Sub': `\${Logs.Arn}/AWSLogs/${folder}/*` })),
      Condition: { StringEquals: { ...source, ...OWNED } },
    },
  ];
};

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html */
const flowLogStatements = ({ region, accounts }: Config): readonly object[] =>
  deliveryStatements('FlowLogs', 'Logs', FLOW_LOGS, region, [accounts.superAdmin, accounts.devops, accounts.networking]);

/**
 * Lets AWS deliver logs of accounts into a bucket, and nothing else.
 * @param what for the statements' ids @param bucket logical id @param folder of the bucket, empty for its root
 */
export const deliveryStatements = (
  what: string,
  bucket: string,
  folder: string,
  region: string,
  from: readonly string[],
): readonly object[] => {
  const Principal = { Service: 'delivery.logs.amazonaws.com' };
  const ArnLike = { 'aws:SourceArn': from.map((account) => `arn:aws:logs:${region}:${account}:*`) };
  return [
    {
      Sid: `${what}AskForTheBucket`,
      Effect: 'Allow',
      Principal,
      Action: 's3:GetBucketAcl',
      Resource: arnOf(bucket),
      Condition: { StringEquals: { 'aws:SourceAccount': from }, ArnLike },
    },
    {
      Sid: `${what}Write`,
      Effect: 'Allow',
      Principal,
      Action: 's3:PutObject',
      Resource: from.map((account) => ({ 'Fn::Sub': `\${${bucket}.Arn}/${folder === '' ? '' : `${folder}/`}AWSLogs/${account}/*` })),
      Condition: { StringEquals: { 'aws:SourceAccount': from, ...OWNED }, ArnLike },
    },
  ];
};
