import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { agrees } from '@tenantry/shared/aws/agrees';
import { emptyBucket } from '@tenantry/shared/aws/empty-bucket';
import { tenantTags } from '@tenantry/shared/domain/names';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { resource } from '@tenantry/shared/saga/resource';
import { type Bucket, bucketNameOf, bucketsOf, FOREIGN_BUCKET, isOurBucket, policyOf, putPolicy, tlsOnly } from '../console-bucket.ts';
import type { Scope } from '../scope.ts';

/** Batches of 1,000 versions deleted in one call of `remove`. */
const BATCHES = 10;
const OLD_RELEASE_DAYS = 30;

const create = async ({ tenant, deployment, tenantId }: Scope, bucketName: string): Promise<Bucket> => {
  const s3 = tenant(S3Client);
  const region = await s3.config.region();
  try {
    await s3.send(
      new CreateBucketCommand({
        Bucket: bucketName,
        ObjectOwnership: 'BucketOwnerEnforced',
        // us-east-1 is the one region that S3 does not take as a location constraint.
        CreateBucketConfiguration: {
          Tags: tenantTags(deployment, tenantId),
          ...(region === 'us-east-1' ? {} : { LocationConstraint: region as BucketLocationConstraint }),
        },
      }),
    );
  } catch (error) {
    if (isCode(error, 'BucketAlreadyExists')) throw takenElsewhere(bucketName, error);
    throw error;
  }
  return { bucketName };
};
/** All of AWS shares the names of buckets. */
const takenElsewhere = (name: string, cause: unknown): StalledError =>
  new StalledError(`the bucket ${name} belongs to another account`, {
    code: 'BucketAlreadyExists',
    advice:
      'Nothing of it was touched. If it cannot be freed, off-board the tenant and request it again: its new id gives other names (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
    cause,
  });

/** Keeps what the policy says besides: the distribution goes on reading while the stage verifies. */
const ensureTlsOnly = async (s3: S3Client, name: string): Promise<void> => {
  const statements = await policyOf(s3, name);
  const wanted = tlsOnly(name);
  if (statements.some((statement) => agrees(statement, wanted))) return;
  await putPolicy(s3, name, [wanted, ...statements.filter(({ Sid }) => Sid !== wanted.Sid)]);
};

/** What a bucket is set to. Putting is idempotent and costs what reading does, so nothing but the policy is read first. */
const SETTINGS: Readonly<Record<string, (s3: S3Client, Bucket: string) => Promise<unknown>>> = {
  'object ownership': (s3, Bucket) =>
    s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } })),
  'TLS only': ensureTlsOnly,
  'public access': (s3, Bucket) =>
    s3.send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      }),
    ),
  versioning: (s3, Bucket) => s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })),
  encryption: (s3, Bucket) =>
    s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      }),
    ),
  lifecycle: (s3, Bucket) =>
    s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: [
            {
              ID: 'old-releases',
              Status: 'Enabled',
              Filter: { Prefix: '' },
              NoncurrentVersionExpiration: { NoncurrentDays: OLD_RELEASE_DAYS },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            },
          ],
        },
      }),
    ),
};

export const bucket = resource(
  'bucket',
  {
    find: (scope: Scope) => bucketsOf(scope),
    isOurs: isOurBucket,
    create: (scope: Scope, _needs: object) => create(scope, bucketNameOf(scope)),
    differs: () => Object.keys(SETTINGS),
    unseen: Object.keys(SETTINGS),
    repair: async ({ tenant }, _needs, { bucketName }, differences) => {
      // One after the other: S3 refuses parallel changes of one bucket (OperationAborted).
      for (const setting of differences) await SETTINGS[setting]?.(tenant(S3Client), bucketName);
    },
    remove: async ({ tenant }, { bucketName }) => {
      await emptyBucket(tenant(S3Client), bucketName, BATCHES);
      await tenant(S3Client).send(new DeleteBucketCommand({ Bucket: bucketName }));
    },
    gone: ['NoSuchBucket'],
    foreign: FOREIGN_BUCKET,
    what: ({ bucketName }) => `the bucket ${bucketName}`,
    out: (_scope, { bucketName }) => ({ bucketName }),
  },
  { maxSeconds: 20, creates: [{ type: 'AWS::S3::Bucket', id: 'bucketName' }] },
);
