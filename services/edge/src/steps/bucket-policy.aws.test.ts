import { DeleteBucketTaggingCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { policyOf, putPolicy, tlsOnly } from '../console-bucket.ts';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { bucket } from './bucket.ts';
import { bucketPolicy } from './bucket-policy.ts';

const withBucket = async () => {
  const one = await tenant();
  return { ...one, needs: { ...one.needs, distributionId: 'E2EXAMPLE', ...(await bucket.ensure(one.scope, {}, {})) } };
};
const readers = async ({ tenant }: Scope, { bucketName }: { bucketName: string }): Promise<string[]> => {
  const allowed = (await policyOf(tenant(S3Client), bucketName)).filter(({ Effect }) => Effect === 'Allow');
  return allowed.flatMap(({ Condition }) => Object.values((Condition as { StringEquals: Record<string, string> }).StringEquals));
};

stepContract({
  step: bucketPolicy,
  tenant: withBucket,
  list: readers,
  foreign: async (root, { bucketName }) => {
    const s3 = root.tenant(S3Client);
    await s3.send(new DeleteBucketTaggingCommand({ Bucket: bucketName }));
    const theirs = { ...tlsOnly(bucketName), Sid: 'Theirs' };
    await putPolicy(s3, bucketName, [theirs]);
    return { id: bucketName, isUntouched: async () => (await policyOf(s3, bucketName)).map(({ Sid }) => Sid).join() === theirs.Sid };
  },
  drift: ({ tenant }, { bucketName }) => putPolicy(tenant(S3Client), bucketName, [tlsOnly(bucketName)]),
  isSound: async (root, needs) =>
    (await readers(root, needs)).join() === `arn:aws:cloudfront::${needs.accountId}:distribution/${needs.distributionId}`,
});

test('without a bucket there is nothing to remove', async () => {
  const { scope, needs } = await tenant();
  await bucketPolicy.remove(scope, needs, {});
});

test('nobody reads the bucket without TLS or by another distribution', async () => {
  const { scope, root, needs } = await withBucket();
  const { bucketName } = needs;
  await bucketPolicy.ensure(scope, needs, {});
  await root.tenant(S3Client).send(new PutObjectCommand({ Bucket: bucketName, Key: 'index.html', Body: 'page' }));
  const anonymous = await fetch(`${process.env.AWS_ENDPOINT_URL}/${bucketName}/index.html`);
  expect(anonymous.status).toBe(403);
  await bucket.remove(scope, {}, {});
});
