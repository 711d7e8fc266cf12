import { release } from '@tenantry/events-schema/fields';
import type { z } from 'zod';
import type { Repository } from './repositories.ts';

/**
 * One version of the whole application, addressed by its commits: what a build made of each, and its SHA-256. Kept in the artifact bucket,
 * where nothing below `releases/` but the newest is ever replaced or deleted (docs/adr/0027).
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

/** CodePipeline cuts both parts of an artifact's folder (CodePipeline User Guide, "Input and output artifacts"; seen in every bucket). */
const ARCHIVE_PIPELINE = 20;
const ARCHIVE_ARTIFACT = 10;
/** Where that pipeline keeps what its actions hand on. */
export const releaseArchives = (deployment: string): string => `${releasePipelineName(deployment).slice(0, ARCHIVE_PIPELINE)}/`;
/** The folder of one of its artifacts. */
export const releaseArchive = (deployment: string, artifact: string): string =>
  `${releaseArchives(deployment)}${artifact.slice(0, ARCHIVE_ARTIFACT)}/`;
/** The artifact that a repository's build puts out. */
export const builtArtifact = (repository: Repository): string => `built-${repository}`;
/** The stages of that pipeline. */
export const RELEASE_STAGES = { source: 'Source', build: 'Build' } as const;
/** The service whose function makes releases of what the pipeline has built; also its role in the DevOps account. */
export const RELEASES_SERVICE = 'releases';
/** The role by which the DevOps account tells the bus of the super-admin account how a build has ended. */
export const releaseReporterRoleName = (deployment: string): string => `tenantry-${deployment}-releases-report`;
