import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Which folder on the laptop is the content of a repository; undefined for one that has no commit yet. */
export type SourceFolders = (repositoryName: string) => string | undefined;

const IGNORED = new Set(['node_modules', 'dist', '.git', '.serverless', '.esbuild']);

/**
 * The paths of all files below `folder`, relative, with `/`, sorted. Symbolic links to files count as files; links to folders are left
 * out. `ignored` names folders and files that are skipped wherever they occur.
 */
export const listFiles = async (folder: string, ignored: ReadonlySet<string> = new Set()): Promise<string[]> => {
  const below = async (path: string): Promise<string[]> => {
    const entries = await readdir(join(folder, path), { withFileTypes: true });
    const nested = entries.map(async (entry) => {
      const child = path === '' ? entry.name : `${path}/${entry.name}`;
      if (ignored.has(entry.name)) return [];
      if (entry.isDirectory()) return below(child);
      if (entry.isFile()) return [child];
      const target = entry.isSymbolicLink() ? await stat(join(folder, child)).catch(() => undefined) : undefined;
      return target?.isFile() === true ? [child] : [];
    });
    return (await Promise.all(nested)).flat();
  };
  return (await below('')).sort();
};

/** The files that a commit of `folder` holds: everything but installed packages, build output and tool folders. */
export const sourceFiles = (folder: string): Promise<string[]> => listFiles(folder, IGNORED);

/** The commit id of a folder: 40 hex digits that depend on the paths and the content of its files only. */
export const commitIdOf = async (folder: string): Promise<string> => {
  const hash = createHash('sha1');
  for (const path of await sourceFiles(folder))
    hash
      .update(`${path}\0`)
      .update(await readFile(join(folder, path)))
      .update('\0');
  return hash.digest('hex');
};
