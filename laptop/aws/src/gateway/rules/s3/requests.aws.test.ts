import { request } from 'node:http';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rootAuthorization } from '../../protocols.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

/** A bucket of an account, in a region of its own. */
const bucketIn = async (region: string) => {
  const accountId = freshAccount();
  const Bucket = `b-${accountId}`;
  const s3 = (there: string) => new S3Client({ ...aws.as(accountId, there), forcePathStyle: true });
  await s3(region).send(new CreateBucketCommand({ Bucket }));
  return { accountId, Bucket, s3 };
};

interface Signed {
  readonly accountId: string;
  readonly region: string;
  /** Of the endpoint. */
  readonly at: string;
  readonly bucket: string;
}
/** What S3 answers to a call about a bucket at a region's endpoint, past the SDK, which puts some of it right. */
const answerTo = (
  method: string,
  { accountId, region, at, bucket }: Signed,
): Promise<{ readonly status: number | undefined; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const headers = { host: `s3.${at}.amazonaws.com`, authorization: rootAuthorization(accountId, region, 's3') };
    request(`${aws.local.url}/${bucket}`, { method, headers }, async (response) => {
      resolve({ status: response.statusCode, text: (await response.toArray()).join('') });
    })
      .on('error', reject)
      .end();
  });

test('a deletion of many objects is XML, which not every key fits into', async () => {
  const { Bucket, s3 } = await bucketIn('us-east-1');
  const deletion = (Key: string) => s3('us-east-1').send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
  expect(await errorOf(deletion('a\u0001b'))).toBe('MalformedXML');
  expect(await errorOf(deletion('a\nb'))).toBe('none');
});

describe("a call that is signed for another region than the bucket's", () => {
  test.each([
    ['eu-central-1', 'us-east-1'],
    ['us-east-1', 'eu-central-1'],
  ])('is redirected, for a bucket in %s from %s', async (home, elsewhere) => {
    const { Bucket, s3 } = await bucketIn(home);
    await s3(home).send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    const calls = (client: S3Client) => [
      client.send(new ListObjectsV2Command({ Bucket })),
      client.send(new GetObjectCommand({ Bucket, Key: 'a' })),
      client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'y' })),
      client.send(new DeleteBucketCommand({ Bucket })),
    ];
    expect(await Promise.all(calls(s3(elsewhere)).map(errorOf))).toEqual(Array(4).fill('PermanentRedirect'));
    // HEAD has no body, so no code: the SDK names it after the status.
    const head = [new HeadBucketCommand({ Bucket }), new HeadObjectCommand({ Bucket, Key: 'a' })] as const;
    for (const command of head) {
      await expect(s3(elsewhere).send(command as HeadBucketCommand)).rejects.toMatchObject({
        $metadata: { httpStatusCode: 301 },
        $response: { headers: { 'x-amz-bucket-region': home } },
      });
    }
    expect(await errorOf(s3(home).send(head[0]))).toBe('none');
  });

  test('is malformed where it came to the right endpoint', async () => {
    const { accountId, Bucket } = await bucketIn('eu-central-1');
    const { status, text } = await answerTo('GET', { accountId, region: 'us-east-1', at: 'eu-central-1', bucket: Bucket });
    expect(status).toBe(400);
    expect(text).toContain('<Code>AuthorizationHeaderMalformed</Code>');
    expect(text).toContain('<Region>eu-central-1</Region>');
  });

  test('finds where the bucket lies', async () => {
    const { Bucket, s3 } = await bucketIn('eu-central-1');
    const { LocationConstraint } = await s3('us-east-1').send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe('eu-central-1');
  });
});

describe('a bucket', () => {
  test('lies in us-east-1 where nothing else is said', async () => {
    const { Bucket, s3 } = await bucketIn('us-east-1');
    expect((await s3('us-east-1').send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined();
  });

  test.each([
    ['eu-central-1', 'eu-west-1', 'IllegalLocationConstraintException'],
    ['us-east-1', 'us-east-1', 'InvalidLocationConstraint'],
  ])('is made at the endpoint of its region: %s makes none for %s', async (region, location, code) => {
    const accountId = freshAccount();
    const CreateBucketConfiguration = { LocationConstraint: location as 'eu-west-1' };
    const client = new S3Client({ ...aws.as(accountId, region), forcePathStyle: true });
    expect(await errorOf(client.send(new CreateBucketCommand({ Bucket: `b-${accountId}`, CreateBucketConfiguration })))).toBe(code);
  });

  test('has its region named where that is not us-east-1', async () => {
    const accountId = freshAccount();
    const make = (region: string) => answerTo('PUT', { accountId, region, at: region, bucket: `b-${accountId}` });
    expect((await make('eu-central-1')).text).toContain('<Code>IllegalLocationConstraintException</Code>');
    expect((await make('us-east-1')).status).toBe(200);
  });
});

describe('ListBuckets', () => {
  test('names buckets of all regions, and the regions only for who asks with a parameter', async () => {
    const { Bucket, s3 } = await bucketIn('eu-central-1');
    const plain = await s3('us-east-1').send(new ListBucketsCommand({}));
    expect(plain.Buckets).toEqual([expect.not.objectContaining({ BucketRegion: expect.anything() })]);
    expect(plain.Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
    const paged = await s3('us-east-1').send(new ListBucketsCommand({ MaxBuckets: 10 }));
    expect(paged.Buckets).toEqual([expect.objectContaining({ Name: Bucket, BucketRegion: 'eu-central-1' })]);
  });
});
