import { PutBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { isCode } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { Scope } from '../scope.ts';

export interface PolicyStatement {
  readonly Sid: string;
  readonly [member: string]: unknown;
}

/** Nobody, the account's root included, reads or writes without TLS. */
export const tlsOnly = (bucketName: string): PolicyStatement => ({
  Sid: 'TlsOnly',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${bucketName}`, `arn:aws:s3:::${bucketName}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

/** Only this distribution reads; the condition keeps other accounts' distributions out (CloudFront Developer Guide, "Restricting access to an S3 origin"). */
const readByDistribution = (bucketName: string, distributionArn: string): PolicyStatement => ({
  Sid: 'ReadByDistribution',
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${bucketName}/*`,
  Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
});

/** Replaces the policy: putting it costs as much as reading it, so drift is repaired without a look. */
export const putPolicy = async (s3: S3Client, bucketName: string, statements: readonly PolicyStatement[]): Promise<void> => {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucketName, Policy }));
};

export const bucketPolicy = step(
  'bucketPolicy',
  {
    ensure: async (
      { s3 }: Scope,
      { accountId, bucketName, distributionId }: { accountId: string; bucketName: string; distributionId: string },
    ) => {
      const distributionArn = `arn:aws:cloudfront::${accountId}:distribution/${distributionId}`;
      await putPolicy(s3, bucketName, [tlsOnly(bucketName), readByDistribution(bucketName, distributionArn)]);
      return {};
    },
    remove: async ({ s3, tenantId }: Scope) => {
      const bucketName = tenantResourceName(tenantId, 'ui');
      try {
        await putPolicy(s3, bucketName, [tlsOnly(bucketName)]);
      } catch (error) {
        // Denied: the name is somebody else's bucket, which the bucket step reports. Either way nothing of ours is left to take back.
        if (!isCode(error, 'NoSuchBucket', 'AccessDenied')) throw error;
      }
    },
  },
  {
    creates: [{ type: 'AWS::S3::BucketPolicy' }],
  },
);
