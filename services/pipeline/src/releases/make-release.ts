import { artifactKey, manifestKey, type Release, type ReleaseArtifact, releaseIdOf } from '@tenantry/shared/deployment/release';
import type { BuiltRepository } from './built.ts';
import { jsonBytes, releaseIn, type Shelf, sha256 } from './shelf.ts';

/**
 * Makes a release of what was built, or finds the one that was made of the same commits before: archives first, then the manifest that
 * names them with their SHA-256. Whatever a later build of a commit makes, its first archive stays.
 * @throws Error when an archive is gone from the pipeline's folder, which S3 empties after a month
 */
export const makeRelease = async (shelf: Shelf, built: readonly BuiltRepository[], at: string): Promise<Release> => {
  const artifacts = await Promise.all(built.map((one) => archived(shelf, one)));
  const commits = Object.fromEntries(built.map(({ repository, commit }) => [repository, commit]));
  const releaseId = releaseIdOf(
    built.map(({ repository }) => repository),
    commits,
  );
  const release: Release = { releaseId, commits, artifacts, at };
  const kept = releaseIn(await shelf.putOnce(manifestKey(releaseId), jsonBytes(release)));
  const isSame = JSON.stringify(kept.artifacts) === JSON.stringify(artifacts);
  if (!isSame) throw new Error(`the manifest of ${releaseId} names other archives: two commits begin with the same 8 characters`);
  return kept;
};

/** A commit's archive, from now on at its place for good. */
const archived = async (shelf: Shelf, { repository, commit, key: from }: BuiltRepository): Promise<ReleaseArtifact> => {
  const key = artifactKey(repository, commit);
  const kept = (await shelf.get(key)) ?? (await shelf.putOnce(key, await archiveAt(shelf, from)));
  return { repository, commit, key, sha256: sha256(kept) };
};
const archiveAt = async (shelf: Shelf, key: string): Promise<Uint8Array> => {
  const found = await shelf.get(key);
  if (!found) throw new Error(`the archive ${key} is gone: start the pipeline that makes releases once more`);
  return found;
};
