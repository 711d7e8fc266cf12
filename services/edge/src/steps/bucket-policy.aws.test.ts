import { GetBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { bucket } from './bucket.ts';
import { bucketPolicy, putPolicy, tlsOnly } from './bucket-policy.ts';

const readers = async ({ s3 }: Scope, Bucket: string): Promise<string[]> => {
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  const { Statement } = JSON.parse(Policy!) as { Statement: { Effect: string; Condition: { StringEquals?: Record<string, string> } }[] };
  return Statement.flatMap(({ Effect, Condition }) => (Effect === 'Allow' ? Object.values(Condition.StringEquals ?? {}) : []));
};

stepContract({
  step: bucketPolicy,
  tenant: async () => {
    const { scope, accountId } = await tenant();
    return { scope, needs: { accountId, distributionId: 'E2EXAMPLE', ...(await bucket.ensure(scope, {}, {})) } };
  },
  list: (scope, { bucketName }) => readers(scope, bucketName),
  drift: ({ s3 }, { bucketName }) => putPolicy(s3, bucketName, [tlsOnly(bucketName)]),
  isSound: async (scope, { accountId, bucketName, distributionId }) =>
    (await readers(scope, bucketName)).join() === `arn:aws:cloudfront::${accountId}:distribution/${distributionId}`,
});

test('without a bucket there is nothing to take back', async () => {
  const { scope } = await tenant();
  await bucketPolicy.remove(scope, {}, {});
});

test('nobody reads the bucket without TLS or by another distribution', async () => {
  const { scope, root, accountId } = await tenant();
  const { bucketName } = await bucket.ensure(scope, {}, {});
  await bucketPolicy.ensure(scope, { accountId, bucketName, distributionId: 'E2EXAMPLE' }, {});
  await root.s3.send(new PutObjectCommand({ Bucket: bucketName, Key: 'index.html', Body: 'page' }));
  const anonymous = await fetch(`${process.env.AWS_ENDPOINT_URL}/${bucketName}/index.html`);
  expect(anonymous.status).toBe(403);
  await bucket.remove(scope, {}, {});
});
