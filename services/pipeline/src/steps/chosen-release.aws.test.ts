import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { CURRENT_RELEASE } from '@tenantry/shared/deployment/release';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { devops } from '../testing/devops.ts';
import { releaseOf, shelve } from '../testing/releases.ts';
import { tenant } from '../testing/tenant.ts';
import { chosenRelease } from './chosen-release.ts';

const setUp = async () => {
  const delivery = await devops();
  const { scope, accountId } = await tenant({ devops: delivery });
  return { delivery, scope, needs: { accountId }, s3: delivery.root(S3Client), Bucket: delivery.zone.artifactBucket };
};
const newer = releaseOf({ database: '4'.repeat(40), api: '5'.repeat(40), ui: '6'.repeat(40) });

test('a tenant gets the release that was asked for, else the one that it has, else the newest', async () => {
  const { delivery, scope, needs, s3, Bucket } = await setUp();
  const { release } = delivery;
  const first = await chosenRelease.ensure(scope, needs, {});
  expect(first.chosen).toEqual(release);
  await shelve(s3, Bucket, newer);
  expect(await chosenRelease.ensure(scope, needs, first)).toEqual(first);
  expect((await chosenRelease.ensure(scope, { ...needs, wanted: newer }, first)).chosen).toEqual(newer);
  expect((await chosenRelease.ensure(scope, needs, {})).chosen).toEqual(newer);
});

test('as long as no release was made it waits, and says so', async () => {
  const { scope, needs, s3, Bucket } = await setUp();
  await s3.send(new DeleteObjectCommand({ Bucket, Key: CURRENT_RELEASE }));
  const waits = chosenRelease.ensure(scope, needs, {});
  await expect(waits).rejects.toThrow(Wait);
  await expect(waits).rejects.toThrow('none has been made yet (look at the pipeline tenantry-dev-releases');
});

test('what an event says of a release is not believed: it is read where it was made', async () => {
  const { delivery, scope, needs } = await setUp();
  const [artifact] = delivery.release.artifacts;
  const forged = { ...delivery.release, artifacts: [{ ...artifact!, key: 'tenantry-0evil/x.zip' }] };
  expect((await chosenRelease.ensure(scope, { ...needs, wanted: forged }, {})).chosen).toEqual(delivery.release);
  await expect(chosenRelease.ensure(scope, { ...needs, wanted: newer }, {})).rejects.toMatchObject({ code: 'NoSuchRelease' });
});

test('an archive that is not what was made is not delivered', async () => {
  const { delivery, scope, needs, s3, Bucket } = await setUp();
  const [artifact] = delivery.release.artifacts;
  await s3.send(new PutObjectCommand({ Bucket, Key: artifact!.key, Body: 'replaced' }));
  await expect(chosenRelease.ensure(scope, needs, {})).rejects.toThrow(StalledError);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: artifact!.key }));
  await expect(chosenRelease.ensure(scope, needs, {})).rejects.toMatchObject({ code: 'ReleaseDiffers' });
});
