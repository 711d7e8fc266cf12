import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { configOf } from '@tenantry/shared/deployment/config';
import { artifactKey, CURRENT_RELEASE, manifestKey, Release, releaseIdOf } from '@tenantry/shared/deployment/release';
import { REPOSITORIES, type Repository } from '@tenantry/shared/deployment/repositories';
import { rootOf } from '@tenantry/shared/testing/accounts';

const sha256 = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** A release of these commits; archives that nobody has made are empty. */
export const releaseOf = (
  commits: Readonly<Record<Repository, string>>,
  archives: Partial<Readonly<Record<Repository, Uint8Array>>> = {},
): Release => ({
  releaseId: releaseIdOf(REPOSITORIES, commits),
  commits: { ...commits },
  artifacts: REPOSITORIES.map((repository) => ({
    repository,
    commit: commits[repository],
    key: artifactKey(repository, commits[repository]),
    sha256: sha256(archives[repository] ?? new Uint8Array()),
  })),
  at: '2026-01-01T00:00:00.000Z',
});

/** Leaves a release where the service `releases` would. */
export const shelve = async (
  s3: S3Client,
  Bucket: string,
  release: Release,
  archives: Partial<Readonly<Record<Repository, Uint8Array>>> = {},
): Promise<void> => {
  const put = (Key: string, Body: Uint8Array | string) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ChecksumAlgorithm: 'SHA256' }));
  for (const { repository, key } of release.artifacts) await put(key, archives[repository as Repository] ?? new Uint8Array());
  await put(manifestKey(release.releaseId), JSON.stringify(release));
  await put(CURRENT_RELEASE, JSON.stringify(release));
};

/** The release that the laptop's own deployment has made of the sample application. */
export const deployedRelease = async () => {
  const { devops } = configOf('dev').accounts;
  const s3 = new S3Client(rootOf(devops));
  const Bucket = `tenantry-dev-artifacts-${devops}`;
  const read = async (Key: string) => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToByteArray();
  const release = Release.parse(JSON.parse(Buffer.from(await read(CURRENT_RELEASE)).toString()));
  const archives = await Promise.all(release.artifacts.map(async ({ repository, key }) => [repository, await read(key)] as const));
  return { release, archives: Object.fromEntries(archives) as Readonly<Record<Repository, Uint8Array>> };
};
