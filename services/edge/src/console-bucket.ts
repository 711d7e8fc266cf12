import { GetBucketPolicyCommand, GetBucketTaggingCommand, PutBucketPolicyCommand, paginateListBuckets, S3Client } from '@aws-sdk/client-s3';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import type { Foreign } from '@tenantry/shared/saga/resource-verbs';
import type { Scope } from './scope.ts';

export interface Bucket {
  readonly bucketName: string;
}
export interface PolicyStatement {
  readonly Sid: string;
  readonly [member: string]: unknown;
}

export const bucketNameOf = ({ tenantId }: Scope): string => tenantResourceName(tenantId, 'ui');

/** Only the account's own buckets are listed, so a foreign bucket of the same name is no match, and not an AccessDenied either. */
export const bucketsOf = async (scope: Scope): Promise<readonly Bucket[]> => {
  const bucketName = bucketNameOf(scope);
  const pages = paginateListBuckets({ client: scope.tenant(S3Client) }, { Prefix: bucketName });
  const buckets = await collect(pages, ({ Buckets }) => Buckets);
  return buckets.some(({ Name }) => Name === bucketName) ? [{ bucketName }] : [];
};

export const isOurBucket = async (scope: Scope, { bucketName }: Bucket): Promise<boolean> => {
  const get = new GetBucketTaggingCommand({ Bucket: bucketName });
  const tagging = await ifFound(() => scope.tenant(S3Client).send(get), 'NoSuchTagSet');
  return hasTag(scope, tagging?.TagSet);
};

export const FOREIGN_BUCKET: Foreign = {
  code: 'ForeignBucket',
  advice:
    "Find out who created it in the tenant's account, and remove it there or tag it as the tenant's, then retry the stage; nothing of it was touched (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
};

/** Nobody, the account's root included, reads or writes without TLS. */
export const tlsOnly = (bucketName: string): PolicyStatement => ({
  Sid: 'TlsOnly',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${bucketName}`, `arn:aws:s3:::${bucketName}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

export const policyOf = async (s3: S3Client, bucketName: string): Promise<readonly PolicyStatement[]> => {
  const found = await ifFound(() => s3.send(new GetBucketPolicyCommand({ Bucket: bucketName })), 'NoSuchBucketPolicy');
  return (JSON.parse(found?.Policy ?? '{}') as { Statement?: PolicyStatement[] }).Statement ?? [];
};

/** Replaces the whole policy. */
export const putPolicy = async (s3: S3Client, bucketName: string, statements: readonly PolicyStatement[]): Promise<void> => {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucketName, Policy }));
};
