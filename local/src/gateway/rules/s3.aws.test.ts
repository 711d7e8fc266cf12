import { CreateBucketCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from './testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

/** A bucket of an account, in a region of its own. */
const bucketIn = async (region: 'eu-central-1') => {
  const accountId = freshAccount();
  const Bucket = `b-${accountId}`;
  const s3 = (there: string) => new S3Client({ ...aws.as(accountId, there), forcePathStyle: true });
  await s3(region).send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
  return { Bucket, s3 };
};

describe('S3', () => {
  test("answers a redirect when a call is signed for another region than the bucket's", async () => {
    const { Bucket, s3 } = await bucketIn('eu-central-1');
    const list = (there: string) => errorOf(s3(there).send(new ListObjectsV2Command({ Bucket })));
    expect(await list('us-east-1')).toBe('PermanentRedirect');
    expect(await list('eu-central-1')).toBe('none');
  });

  test('lists names of all regions, and the regions only for who asks with a parameter', async () => {
    const { Bucket, s3 } = await bucketIn('eu-central-1');
    const plain = await s3('us-east-1').send(new ListBucketsCommand({}));
    expect(plain.Buckets).toEqual([expect.not.objectContaining({ BucketRegion: expect.anything() })]);
    expect(plain.Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
    const paged = await s3('us-east-1').send(new ListBucketsCommand({ MaxBuckets: 10 }));
    expect(paged.Buckets).toEqual([expect.objectContaining({ Name: Bucket, BucketRegion: 'eu-central-1' })]);
  });
});
