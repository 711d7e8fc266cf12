import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { StalledError } from '@tenantry/shared/failure/errors';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { bucket } from './bucket.ts';
import { putPolicy, tlsOnly } from './bucket-policy.ts';

const buckets = async ({ s3, tenantId }: Scope): Promise<string[]> => {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  return Buckets.flatMap(({ Name = '' }) => (Name === tenantResourceName(tenantId, 'ui') ? [Name] : []));
};
const statementIds = async ({ s3 }: Scope, Bucket: string): Promise<string[]> => {
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  return (JSON.parse(Policy!) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
};

stepContract({
  step: bucket,
  tenant: async () => ({ scope: (await tenant()).scope, needs: {} }),
  list: buckets,
});

test('the bucket is private, owned by the account alone, versioned, encrypted and TLS only; drift is repaired', async () => {
  const { scope, root } = await tenant();
  const { bucketName } = await bucket.ensure(scope, {}, {});
  await root.s3.send(new DeletePublicAccessBlockCommand({ Bucket: bucketName }));
  await root.s3.send(new PutBucketVersioningCommand({ Bucket: bucketName, VersioningConfiguration: { Status: 'Suspended' } }));
  const other = {
    Sid: 'ReadByDistribution',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${bucketName}/*`,
    Condition: { StringEquals: { 'aws:PrincipalAccount': '100000000001' } },
  };
  await putPolicy(root.s3, bucketName, [other]);
  await bucket.ensure(scope, {}, { bucketName });
  const Bucket = bucketName;
  const { PublicAccessBlockConfiguration } = await root.s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(Object.values(PublicAccessBlockConfiguration!)).toEqual([true, true, true, true]);
  expect((await root.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
  const encryption = await root.s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe('AES256');
  const ownership = await root.s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  expect(ownership.OwnershipControls?.Rules?.[0]?.ObjectOwnership).toBe('BucketOwnerEnforced');
  // The distribution reads on while the stage verifies.
  expect(await statementIds(root, bucketName)).toEqual([tlsOnly(bucketName).Sid, 'ReadByDistribution']);
  await bucket.remove(scope, {}, {});
});

test('a bucket with versions and delete markers is emptied and removed', async () => {
  const { scope, root } = await tenant();
  const { bucketName: Bucket } = await bucket.ensure(scope, {}, {});
  for (const Key of ['index.html', 'index.html', 'app.js']) await root.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
  await root.s3.send(new DeleteObjectCommand({ Bucket, Key: 'app.js' }));
  await bucket.remove(scope, {}, {});
  expect(await buckets(root)).toEqual([]);
});

test('a bucket of the same name that is not ours is an error that says so, and is never touched', async () => {
  const { scope, root } = await tenant();
  const elsewhere = await tenant();
  const Bucket = tenantResourceName(scope.tenantId, 'ui');
  for (const owner of [root, elsewhere.root]) {
    await owner.s3.send(new CreateBucketCommand({ Bucket }));
    await expect(bucket.ensure(scope, {}, {})).rejects.toThrow(StalledError);
    await bucket.remove(scope, {}, {});
    await owner.s3.send(new DeleteBucketCommand({ Bucket }));
  }
});
