import { release } from '@tenantry/events-schema/fields';
import type { z } from 'zod';
import type { Repository } from './repositories.ts';

/**
 * One version of the whole application, addressed by its commits: what a build made of each, and its SHA-256. Kept in the artifact bucket,
 * where nothing below `releases/` but the newest is ever replaced or deleted (docs/adr/0026).
 */
export const Release = release;
export type Release = z.infer<typeof Release>;
export type ReleaseArtifact = Release['artifacts'][number];

/** Everything of releases is below it; the bucket's policy says who may write there. */
export const RELEASES = 'releases/';
/** Where the newest release is named: a `Release`, like the manifest. Only the pipeline service writes it. */
export const CURRENT_RELEASE = `${RELEASES}current.json`;
/** The `Release` itself; written once. */
export const manifestKey = (releaseId: string): string => `${RELEASES}manifests/${releaseId}.json`;
/** What a repository's project may write. */
export const artifactFolder = (repository: Repository): string => `${RELEASES}${repository}/`;
/** What the build of a commit left; written once. */
export const artifactKey = (repository: Repository, commit: string): string => `${artifactFolder(repository)}${commit}.zip`;

/** @throws Error when a repository's commit is missing */
export const releaseIdOf = (repositories: readonly Repository[], commits: Readonly<Record<string, string>>): string =>
  repositories
    .map((repository) => {
      const commit = commits[repository];
      if (!commit) throw new Error(`the commit of ${repository} is missing: a release has one of every repository`);
      return commit.slice(0, 8);
    })
    .join('-');

/** The pipeline that makes the deployment's releases, in the DevOps account. */
export const releasePipelineName = (deployment: string): string => `tenantry-${deployment}-releases`;
/** The build project of one repository, and its role. */
export const releaseProjectName = (deployment: string, repository: Repository): string => `tenantry-${deployment}-release-${repository}`;
