import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  paginateListBuckets,
  type S3Client,
} from '@aws-sdk/client-s3';
import { agrees } from '@tenantry/shared/aws/agrees';
import { emptyBucket } from '@tenantry/shared/aws/empty-bucket';
import { collect } from '@tenantry/shared/aws/pages';
import { TENANT_TAG, tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { Scope } from '../scope.ts';
import { type PolicyStatement, putPolicy, tlsOnly } from './bucket-policy.ts';

/** Batches of 1,000 versions deleted in one call of `remove`. */
const BATCHES = 10;
const OLD_RELEASE_DAYS = 30;

/** Only the account's own buckets are listed, so a foreign bucket of the same name is no match, and not an AccessDenied either. */
const find = async (s3: S3Client, name: string): Promise<{ isOurs: (tenantId: string) => Promise<boolean> } | undefined> => {
  const buckets = await collect(paginateListBuckets({ client: s3 }, { Prefix: name }), ({ Buckets }) => Buckets);
  if (!buckets.some((found) => found.Name === name)) return undefined;
  return { isOurs: async (tenantId) => (await tenantIdOf(s3, name)) === tenantId };
};

const tenantIdOf = async (s3: S3Client, name: string): Promise<string | undefined> => {
  try {
    const { TagSet = [] } = await s3.send(new GetBucketTaggingCommand({ Bucket: name }));
    return TagSet.find((tag) => tag.Key === TENANT_TAG)?.Value;
  } catch (error) {
    if (isCode(error, 'NoSuchTagSet')) return undefined;
    throw error;
  }
};

/** All of AWS shares the names of buckets. */
const takenElsewhere = (name: string, cause: unknown): StalledError =>
  new StalledError(`the bucket ${name} belongs to another account`, {
    code: 'BucketAlreadyExists',
    advice:
      'Nothing of it was touched. If it cannot be freed, off-board the tenant and request it again: its new id gives other names (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
    cause,
  });
const untagged = (name: string): StalledError =>
  new StalledError(`the tenant's account has a bucket ${name} without this tenant's tag`, {
    code: 'ForeignBucket',
    advice:
      "Find out who created it in the tenant's account, and remove it there or tag it as the tenant's, then retry the stage; nothing of it was touched (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
  });

const create = async (s3: S3Client, name: string, tenantId: string, deployment: string): Promise<void> => {
  const region = await s3.config.region();
  try {
    await s3.send(
      new CreateBucketCommand({
        Bucket: name,
        ObjectOwnership: 'BucketOwnerEnforced',
        // us-east-1 is the one region that S3 does not take as a location constraint.
        CreateBucketConfiguration: {
          Tags: tenantTags(deployment, tenantId),
          ...(region === 'us-east-1' ? {} : { LocationConstraint: region as BucketLocationConstraint }),
        },
      }),
    );
  } catch (error) {
    if (isCode(error, 'BucketAlreadyExists')) throw takenElsewhere(name, error);
    if (!isCode(error, 'BucketAlreadyOwnedByYou')) throw error;
  }
};

/** Keeps what the policy says besides: the distribution goes on reading while the stage verifies. */
const ensureTlsOnly = async (s3: S3Client, name: string): Promise<void> => {
  let statements: readonly PolicyStatement[] = [];
  try {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: name }));
    statements = (JSON.parse(Policy ?? '{}') as { Statement?: PolicyStatement[] }).Statement ?? [];
  } catch (error) {
    if (!isCode(error, 'NoSuchBucketPolicy')) throw error;
  }
  const wanted = tlsOnly(name);
  if (statements.some((statement) => agrees(statement, wanted))) return;
  await putPolicy(s3, name, [wanted, ...statements.filter((statement) => statement.Sid !== wanted.Sid)]);
};

/** One after the other: S3 refuses parallel changes of one bucket (OperationAborted). Putting is idempotent, so none is read first. */
const configure = async (s3: S3Client, Bucket: string): Promise<void> => {
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }];
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  await s3.send(
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
  );
};

export const bucket = step(
  'bucket',
  {
    ensure: async ({ s3, tenantId, deployment }: Scope) => {
      const bucketName = tenantResourceName(tenantId, 'ui');
      const found = await find(s3, bucketName);
      if (found) {
        if (!(await found.isOurs(tenantId))) throw untagged(bucketName);
        const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
        await s3.send(new PutBucketOwnershipControlsCommand({ Bucket: bucketName, OwnershipControls }));
        await ensureTlsOnly(s3, bucketName);
      } else {
        await create(s3, bucketName, tenantId, deployment);
        await putPolicy(s3, bucketName, [tlsOnly(bucketName)]);
      }
      await configure(s3, bucketName);
      return { bucketName };
    },
    remove: async ({ s3, tenantId }: Scope) => {
      const bucketName = tenantResourceName(tenantId, 'ui');
      const found = await find(s3, bucketName);
      if (!found || !(await found.isOurs(tenantId))) return;
      await emptyBucket(s3, bucketName, BATCHES);
      await s3.send(new DeleteBucketCommand({ Bucket: bucketName }));
    },
  },
  { maxSeconds: 20, creates: [{ type: 'AWS::S3::Bucket', id: 'bucketName' }] },
);
