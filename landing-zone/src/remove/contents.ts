import { DeleteBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { emptyBucket } from '@tenantry/shared/aws/empty-bucket';
import { ifFound } from '@tenantry/shared/aws/found';
import { isCode, messageOf } from '@tenantry/shared/failure/errors';

/**
 * Deletes every version of every object.
 * @returns why objects stay, in S3's words: what is locked stays until its days are over
 */
export const emptied = async (client: S3Client, bucket: string): Promise<string | undefined> => {
  try {
    await ifFound(() => emptyBucket(client, bucket, Number.POSITIVE_INFINITY), 'NoSuchBucket');
    return undefined;
  } catch (error) {
    // What S3 answers for an object that is locked (Amazon S3 User Guide, "Managing Object Lock").
    if (isCode(error, 'AccessDenied')) return messageOf(error);
    throw error;
  }
};

/** Empties and deletes. @returns why it stays */
export const deleteBucket = async (client: S3Client, bucket: string): Promise<string | undefined> => {
  const refusal = await emptied(client, bucket);
  if (refusal) return refusal;
  await ifFound(() => client.send(new DeleteBucketCommand({ Bucket: bucket })), 'NoSuchBucket');
  return undefined;
};
