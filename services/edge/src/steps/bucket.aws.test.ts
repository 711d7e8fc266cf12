import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { bucketNameOf, policyOf, putPolicy, tlsOnly } from '../console-bucket.ts';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { bucket } from './bucket.ts';

const buckets = async (root: Scope): Promise<string[]> => {
  const { Buckets = [] } = await root.tenant(S3Client).send(new ListBucketsCommand({}));
  return Buckets.flatMap(({ Name = '' }) => (Name === bucketNameOf(root) ? [Name] : []));
};
/** What the bucket is set to, in short. */
const settingsOf = async (root: Scope): Promise<object> => {
  const s3 = root.tenant(S3Client);
  const Bucket = bucketNameOf(root);
  const [block, versioning, encryption, ownership, statements] = await Promise.all([
    s3.send(new GetPublicAccessBlockCommand({ Bucket })),
    s3.send(new GetBucketVersioningCommand({ Bucket })),
    s3.send(new GetBucketEncryptionCommand({ Bucket })),
    s3.send(new GetBucketOwnershipControlsCommand({ Bucket })),
    policyOf(s3, Bucket),
  ]);
  return {
    blocked: Object.values(block.PublicAccessBlockConfiguration ?? {}),
    versioning: versioning.Status,
    encryption: encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    ownership: ownership.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
    statements: statements.map(({ Sid }) => Sid),
  };
};
const PRIVATE = {
  blocked: [true, true, true, true],
  versioning: 'Enabled',
  encryption: 'AES256',
  ownership: 'BucketOwnerEnforced',
  statements: [tlsOnly('').Sid],
};
const spoil = async (root: Scope): Promise<void> => {
  const Bucket = bucketNameOf(root);
  await root.tenant(S3Client).send(new DeletePublicAccessBlockCommand({ Bucket }));
  await root.tenant(S3Client).send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }));
};

stepContract({
  step: bucket,
  tenant,
  list: buckets,
  foreign: async (root) => {
    const Bucket = bucketNameOf(root);
    await root.tenant(S3Client).send(new CreateBucketCommand({ Bucket }));
    const isUntouched = async () => (await buckets(root)).length === 1 && (await policyOf(root.tenant(S3Client), Bucket)).length === 0;
    return { id: Bucket, isUntouched };
  },
  drift: spoil,
  isSound: async (root) => {
    expect(await settingsOf(root)).toEqual(PRIVATE);
    return true;
  },
});

test('the bucket is private, owned by the account alone, versioned, encrypted and TLS only', async () => {
  const { scope, root } = await tenant();
  await bucket.ensure(scope, {}, {});
  expect(await settingsOf(root)).toEqual(PRIVATE);
});

test('what its policy says besides stays: the distribution reads on while the stage verifies', async () => {
  const { scope, root } = await tenant();
  const out = await bucket.ensure(scope, {}, {});
  const other = {
    Sid: 'ReadByDistribution',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${out.bucketName}/*`,
    Condition: { StringEquals: { 'aws:PrincipalAccount': '100000000001' } },
  };
  await spoil(root);
  await putPolicy(root.tenant(S3Client), out.bucketName, [other]);
  await bucket.ensure(scope, {}, out);
  expect(await settingsOf(root)).toEqual({ ...PRIVATE, statements: [tlsOnly('').Sid, 'ReadByDistribution'] });
});

test('a bucket with versions and delete markers is emptied and removed', async () => {
  const { scope, root } = await tenant();
  const { bucketName: Bucket } = await bucket.ensure(scope, {}, {});
  const s3 = root.tenant(S3Client);
  for (const Key of ['index.html', 'index.html', 'app.js']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'app.js' }));
  await bucket.remove(scope, {}, {});
  expect(await buckets(root)).toEqual([]);
});

test("another account's bucket of the same name is an error that says so, and is never touched", async () => {
  const { scope } = await tenant();
  const elsewhere = (await tenant()).root.tenant(S3Client);
  const Bucket = bucketNameOf(scope);
  await elsewhere.send(new CreateBucketCommand({ Bucket }));
  await expect(bucket.ensure(scope, {}, {})).rejects.toMatchObject({ name: 'StalledError', code: 'BucketAlreadyExists' });
  await bucket.remove(scope, {}, {});
  await elsewhere.send(new DeleteBucketCommand({ Bucket })); // throws if it is gone
});
