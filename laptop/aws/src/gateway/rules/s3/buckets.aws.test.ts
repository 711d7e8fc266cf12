import { CreateBucketCommand, PutPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { held } from '../testing/held.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

const account = () => {
  const accountId = freshAccount();
  const s3 = new S3Client({ ...aws.as(accountId), forcePathStyle: true });
  return {
    Bucket: `b-${accountId}`,
    s3,
    create: (name: string) => errorOf(s3.send(new CreateBucketCommand({ Bucket: name }))),
  };
};

describe('a bucket', () => {
  test('takes one change after the other', async () => {
    const { Bucket, s3, create } = account();
    await create(Bucket);
    const put = () => {
      const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
      return errorOf(s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration })));
    };
    const first = await held(aws.local.context, put);
    expect(await put()).toBe('OperationAborted');
    expect(await first.goOn()).toBe('none');
    expect(await put()).toBe('none');
  });

  test('has a name that nobody else in AWS has', async () => {
    const [one, other] = [account(), account()];
    expect(await one.create(one.Bucket)).toBe('none');
    expect(await other.create(one.Bucket)).toBe('BucketAlreadyExists');
  });

  test.each(['Upper-case', 'under_score', 'ab', `${'a'.repeat(64)}`, '192.168.5.4', 'xn--bucket', 'bucket-s3alias', '-bucket', 'a..b'])(
    'is not named %s',
    async (name) => {
      expect(await account().create(name)).toBe('InvalidBucketName');
    },
  );
});
