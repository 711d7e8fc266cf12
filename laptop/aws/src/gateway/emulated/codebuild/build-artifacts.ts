import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ArchiveEntry, zipFiles } from '../archive.ts';
import { globPattern } from '../glob.ts';
import type { RoleClient } from '../role-client.ts';
import { listFiles } from '../source-folder.ts';
import type { Buildspec, BuildspecArtifacts } from './buildspec.ts';
import { type Build, PhaseError, type PipelineInput, type ProjectArtifacts } from './types.ts';

/** The files that an `artifacts` section names. Throws PhaseError with AWS's wording when there are none. */
const artifactFiles = async (artifacts: BuildspecArtifacts, sourceFolder: string): Promise<ArchiveEntry[]> => {
  const base = join(sourceFolder, artifacts['base-directory'] ?? '.');
  const isFolder = await stat(base).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new PhaseError('CLIENT_ERROR', `no matching base directory path found for ${artifacts['base-directory']}`);
  const included = (artifacts.files ?? []).map(globPattern);
  const excluded = (artifacts['exclude-paths'] ?? []).map(globPattern);
  const matching = (await listFiles(base)).filter(
    (path) => included.some((pattern) => pattern.test(path)) && !excluded.some((pattern) => pattern.test(path)),
  );
  if (matching.length === 0) throw new PhaseError('CLIENT_ERROR', `no matching artifact paths found for ${artifacts.files?.join(', ')}`);
  return matching.map((path) => ({ file: join(base, path), name: artifacts['discard-paths'] === true ? basename(path) : path }));
};

const sha256 = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** One archive per output artifact of the pipeline's action: a secondary artifact of its name, or else the primary one. */
const uploadToPipeline = async (spec: Buildspec, sourceFolder: string, pipeline: PipelineInput, client: RoleClient): Promise<void> => {
  for (const output of pipeline.outputs) {
    const section = spec.artifacts?.['secondary-artifacts']?.[output.name] ?? spec.artifacts;
    if (!section) throw new PhaseError('CLIENT_ERROR', `no definition for artifact ${output.name} in the buildspec`);
    const archive = await zipFiles(await artifactFiles(section, sourceFolder));
    await client.putObject(output.bucket, output.key, archive, pipeline.encryptionKeyId);
  }
};

const uploadToBucket = async (
  section: BuildspecArtifacts,
  sourceFolder: string,
  target: ProjectArtifacts,
  build: Build,
  client: RoleClient,
): Promise<Build['artifacts']> => {
  const bucket = target.location ?? '';
  const buildId = target.namespaceType === 'BUILD_ID' ? build.id.slice(build.id.indexOf(':') + 1) : '';
  const name = target.name ?? build.projectName;
  const key = [target.path ?? '', buildId, name]
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  const location = `arn:aws:s3:::${bucket}/${key}`;
  const entries = await artifactFiles(section, sourceFolder);
  if (target.packaging === 'ZIP') {
    const archive = await zipFiles(entries);
    await client.putObject(bucket, key, archive);
    return { location, sha256sum: sha256(archive) };
  }
  for (const { file, name: path } of entries) await client.putObject(bucket, key === '' ? path : `${key}/${path}`, await readFile(file));
  return { location };
};

/** The UPLOAD_ARTIFACTS phase. Answers what `build.artifacts` then says. */
export const uploadArtifacts = async (
  spec: Buildspec,
  sourceFolder: string,
  target: ProjectArtifacts,
  build: Build,
  pipeline: PipelineInput | undefined,
  client: RoleClient,
): Promise<Build['artifacts']> => {
  if (target.type === 'CODEPIPELINE') {
    if (pipeline) await uploadToPipeline(spec, sourceFolder, pipeline, client);
    const [first] = pipeline?.outputs ?? [];
    return { location: first === undefined ? '' : `arn:aws:s3:::${first.bucket}/${first.key}` };
  }
  if (target.type === 'NO_ARTIFACTS' || !spec.artifacts?.files) return { location: '' };
  return uploadToBucket(spec.artifacts, sourceFolder, target, build, client);
};
