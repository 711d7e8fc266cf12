import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect } from '@jest/globals';
import { ofOwner } from '@tenantry/shared/aws/bucket-owner';
import { evidenceBucketName } from '@tenantry/shared/domain/certificates';
import { exportBucketName } from '@tenantry/shared/domain/exports';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { exportBucket } from '../../../services/pipeline/src/export/export-bucket.ts';
import { attack } from '../attack.ts';

/** A bucket of a stranger's, which everybody may read and write, by a name that is ours. */
const taken = async (Bucket: string): Promise<S3Client> => {
  const stranger = new S3Client(rootOf(unusedAccountId()));
  await stranger.send(new CreateBucketCommand({ Bucket }));
  await stranger.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const Statement = [
    { Effect: 'Allow', Principal: '*', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::${Bucket}/*` },
    { Effect: 'Allow', Principal: '*', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` },
  ];
  await stranger.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
  return stranger;
};

attack('bucket-name-taken', "somebody makes a bucket by the name of ours and waits for tenants' data, or has his own read", async () => {
  const superAdmin = unusedAccountId();
  const plain = new S3Client(rootOf(superAdmin));
  const ours = ofOwner(new S3Client(rootOf(superAdmin)), superAdmin);
  const [exportsName, evidenceName] = [exportBucketName('dev', superAdmin), evidenceBucketName('dev', superAdmin)];
  const stranger = await taken(exportsName);
  const store = exportBucket(ours, exportsName, 'tenant');
  await expect(store.write('patients.csv', 'Ada Lovelace')).rejects.toMatchObject({ name: 'AccessDenied' });
  expect((await stranger.send(new ListObjectsV2Command({ Bucket: exportsName }))).KeyCount).toBe(0);

  const other = await taken(evidenceName);
  await other.send(new PutObjectCommand({ Bucket: evidenceName, Key: 'forged.json', Body: '{}' }));
  const read = (s3: S3Client) => s3.send(new GetObjectCommand({ Bucket: evidenceName, Key: 'forged.json' }));
  await expect(read(ours)).rejects.toMatchObject({ name: 'AccessDenied' });
  // Who does not say whose it should be writes and reads there, or the refusals above would say nothing.
  await expect(plain.send(new PutObjectCommand({ Bucket: exportsName, Key: 'a', Body: 'x' }))).resolves.toBeDefined();
  await expect(read(plain)).resolves.toBeDefined();
});
