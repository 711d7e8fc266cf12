import type { Config } from '@tenantry/shared/deployment/config';
import { bucketPolicy, lastingBucket } from '@tenantry/shared/infra/bucket';
import { arnOf } from '@tenantry/shared/infra/policy';
import { logBucketName } from './resource-names.ts';
import { type Resources, tags } from './template.ts';
import { trailArn } from './trail.ts';

export const FLOW_LOGS = 'flow-logs';
const OWNED = { 's3:x-amz-acl': 'bucket-owner-full-control' };

/**
 * Where trail and flow logs are kept: nobody deletes or changes an object before its days are over, the account's root user and AWS
 * Support included (Amazon S3 User Guide, "Locking objects with Object Lock", compliance mode). Then it expires. None where nothing is logged.
 */
export const logBucket = (deployment: string, config: Config, organizationId: string): Resources => {
  const { trail, flowLogs, lockDays } = config.watch;
  if (!trail && !flowLogs) return {};
  return {
    Logs: lastingBucket(logBucketName(deployment, config.accounts.production), undefined, {
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
    }),
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
const flowLogStatements = ({ region, accounts }: Config): readonly object[] => {
  const Principal = { Service: 'delivery.logs.amazonaws.com' };
  const from = [accounts.superAdmin, accounts.devops, accounts.networking];
  const ArnLike = { 'aws:SourceArn': from.map((account) => `arn:aws:logs:${region}:${account}:*`) };
  return [
    {
      Sid: 'FlowLogsAskForTheBucket',
      Effect: 'Allow',
      Principal,
      Action: 's3:GetBucketAcl',
      Resource: arnOf('Logs'),
      Condition: { StringEquals: { 'aws:SourceAccount': from }, ArnLike },
    },
    {
      Sid: 'FlowLogsWrite',
      Effect: 'Allow',
      Principal,
      Action: 's3:PutObject',
      Resource: from.map((account) => ({ 'Fn::Sub': `\${Logs.Arn}/${FLOW_LOGS}/AWSLogs/${account}/*` })),
      Condition: { StringEquals: { 'aws:SourceAccount': from, ...OWNED }, ArnLike },
    },
  ];
};
