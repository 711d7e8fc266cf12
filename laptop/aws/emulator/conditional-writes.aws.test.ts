import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../src/testing/accounts.ts';
import { type OwnAws, startOwnAws } from '../src/testing/own-aws.ts';

const Bucket = 'conditional-writes';
let aws: OwnAws;
let s3: S3Client;
beforeAll(async () => {
  aws = await startOwnAws();
  const root = aws.as(ACCOUNTS.home);
  const iam = new IAMClient(root);
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNTS.home}:root` }, Action: 'sts:AssumeRole' };
  await iam.send(new CreateRoleCommand({ RoleName: 'writer', AssumeRolePolicyDocument: JSON.stringify({ Statement: [trust] }) }));
  const everything = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'writer', PolicyName: 'policy', PolicyDocument: everything }));
  const RoleArn = `arn:aws:iam::${ACCOUNTS.home}:role/writer`;
  const { Credentials: session } = await new STSClient(root).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  const credentials = {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken ?? '',
  };
  s3 = new S3Client({ ...root, credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
  // Example 1 of the S3 User Guide, "Enforce conditional writes on Amazon S3 buckets", as a denial.
  const deny = (prefix: string, Condition: object) => ({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${Bucket}/${prefix}/*`,
    Condition,
  });
  const withoutHeader = { Null: { 's3:if-none-match': 'true' } };
  const Statement = [deny('once', withoutHeader), deny('parts', { ...withoutHeader, Bool: { 's3:ObjectCreationOperation': 'true' } })];
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
});
afterAll(() => aws.stop());

const put = (Key: string, IfNoneMatch?: '*') =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...(IfNoneMatch ? { IfNoneMatch } : {}) }));
const upload = async (Key: string, IfNoneMatch?: '*') => {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' }));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  return s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload, ...(IfNoneMatch ? { IfNoneMatch } : {}) }));
};

test('a policy refuses a write without the header, and S3 one with it where something lies', async () => {
  await expect(put('once/a')).rejects.toMatchObject({ name: 'AccessDenied' });
  await put('once/a', '*');
  await expect(put('once/a', '*')).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await put('free/a');
});

test('a copy has no such header, and a part of an upload takes none', async () => {
  const copy = new CopyObjectCommand({ Bucket, Key: 'once/b', CopySource: `${Bucket}/free/a` });
  await expect(s3.send(copy)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(upload('once/b', '*')).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('an upload in parts is complete only with the header, where the policy leaves its parts alone', async () => {
  await expect(upload('parts/a')).rejects.toMatchObject({ name: 'AccessDenied' });
  await upload('parts/a', '*');
});
