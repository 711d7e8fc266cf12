import { cp, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GatewayContext } from '../../types.ts';
import { unzipInto } from '../archive.ts';
import { headOf } from '../codecommit/codecommit.ts';
import type { Scope } from '../request.ts';
import type { RoleClient } from '../role-client.ts';
import { type SourceFolders, sourceFiles } from '../source-folder.ts';
import type { BuildFolders } from './build-environment.ts';
import { type Buildspec, isInlineBuildspec, parseBuildspec } from './buildspec.ts';
import { PhaseError, type PipelineInput, type ProjectSource } from './types.ts';

export interface SourceRequest {
  readonly source: ProjectSource;
  readonly sourceVersion?: string;
  readonly pipeline?: PipelineInput;
}

const copyRepository = async (
  context: GatewayContext,
  scope: Scope,
  source: ProjectSource,
  sourceVersion: string | undefined,
  sourceFolders: SourceFolders,
  target: string,
): Promise<string> => {
  const name = source.location?.split('/').at(-1) ?? '';
  const { commitId, folder } = await headOf(context, scope, name, 'main', sourceFolders);
  const branches = [undefined, '', 'main', 'refs/heads/main', commitId];
  if (!branches.includes(sourceVersion)) throw new PhaseError('CLIENT_ERROR', `reference not found for ${sourceVersion}`);
  for (const path of await sourceFiles(folder)) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await cp(join(folder, path), join(target, path));
  }
  return commitId;
};

/** The DOWNLOAD_SOURCE phase: fills the source folders. Answers the version that the source was resolved to. */
export const downloadSource = async (
  context: GatewayContext,
  scope: Scope,
  { source, sourceVersion, pipeline }: SourceRequest,
  sourceFolders: SourceFolders,
  folders: BuildFolders,
  client: RoleClient,
): Promise<string | undefined> => {
  await mkdir(folders.source, { recursive: true });
  switch (source.type) {
    case 'NO_SOURCE':
      return sourceVersion;
    case 'CODECOMMIT':
      return copyRepository(context, scope, source, sourceVersion, sourceFolders, folders.source);
    case 'S3': {
      const [bucket = '', ...key] = (source.location ?? '').split('/');
      await unzipInto(await client.getObject(bucket, key.join('/')), folders.source);
      return sourceVersion;
    }
    case 'CODEPIPELINE':
      for (const input of pipeline?.inputs ?? []) {
        const target = input.name === pipeline?.primarySource ? folders.source : (folders.secondarySources[input.name] ?? folders.source);
        await unzipInto(await client.getObject(input.bucket, input.key), target);
      }
      return sourceVersion;
  }
};

/** Reads the buildspec: the given text, or a file in the source (`buildspec.yml` by default). Throws PhaseError as CodeBuild does. */
export const readBuildspec = async (buildspec: string | undefined, sourceFolder: string): Promise<Buildspec> => {
  try {
    if (buildspec !== undefined && isInlineBuildspec(buildspec)) return parseBuildspec(buildspec);
    return parseBuildspec(await readFile(join(sourceFolder, buildspec || 'buildspec.yml'), 'utf8'));
  } catch (cause) {
    throw new PhaseError('YAML_FILE_ERROR', cause instanceof Error ? cause.message : String(cause), { cause });
  }
};
