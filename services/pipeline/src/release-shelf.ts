import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ifFound } from '@tenantry/shared/aws/found';
import { manifestKey, Release, releasePipelineName } from '@tenantry/shared/deployment/release';
import { StalledError } from '@tenantry/shared/failure/errors';
import type { Scope } from './scope.ts';

/** Releases as they lie in the DevOps account's artifact bucket, where nobody replaces them (docs/adr/0027). */

const GONE = ['NoSuchKey', 'NotFound'];
const s3Of = ({ devops }: Scope): S3Client => devops(S3Client);

/** The release that an object describes; undefined where there is none. */
export const releaseAt = async (scope: Scope, Key: string): Promise<Release | undefined> => {
  const query = new GetObjectCommand({ Bucket: scope.delivery.artifactBucket, Key });
  const found = await ifFound(() => s3Of(scope).send(query), ...GONE);
  return found?.Body ? Release.parse(JSON.parse(await found.Body.transformToString())) : undefined;
};

/** @throws StalledError where no such release was ever made, whatever an event says */
export const madeRelease = async (scope: Scope, releaseId: string): Promise<Release> => {
  const made = await releaseAt(scope, manifestKey(releaseId));
  if (made) return made;
  throw new StalledError(`there is no release ${releaseId} in ${scope.delivery.artifactBucket}`, {
    code: 'NoSuchRelease',
    advice: `Look which there are below releases/manifests/ in that bucket of the DevOps account; make one by a push, or by releasing the change of the pipeline ${releasePipelineName(scope.deployment)}, then retry the stage (docs/runbook.md#deliver-a-new-release).`,
  });
};

/** SHA-256 of what lies there, hexadecimal. S3 keeps it where who wrote it asked for that. */
const sha256At = async (scope: Scope, Key: string): Promise<string | undefined> => {
  const at = { Bucket: scope.delivery.artifactBucket, Key };
  const head = await ifFound(() => s3Of(scope).send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' })), ...GONE);
  if (!head) return undefined;
  if (head.ChecksumSHA256) return Buffer.from(head.ChecksumSHA256, 'base64').toString('hex');
  const { Body } = await s3Of(scope).send(new GetObjectCommand(at));
  return createHash('sha256')
    .update((await Body?.transformToByteArray()) ?? new Uint8Array())
    .digest('hex');
};

/** @throws StalledError where an archive is not what was made */
export const verifyRelease = async (scope: Scope, { releaseId, artifacts }: Release): Promise<void> => {
  const found = await Promise.all(artifacts.map(({ key }) => sha256At(scope, key)));
  const wrong = artifacts.find(({ sha256 }, i) => found[i] !== sha256);
  if (!wrong) return;
  throw new StalledError(`release ${releaseId}: ${wrong.key} is not what was made, by its SHA-256`, {
    code: 'ReleaseDiffers',
    advice:
      'Nothing was delivered. Somebody has replaced or deleted an archive: find out who in CloudTrail of the DevOps account, and make another release; then retry the stage (docs/runbook.md#release-failed).',
  });
};
