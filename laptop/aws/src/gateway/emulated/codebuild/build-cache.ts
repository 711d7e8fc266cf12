import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { listFiles } from '../source-folder.ts';
import type { ProjectCache } from './types.ts';

const run = promisify(execFile);
const digest = (text: string): string => createHash('sha1').update(text).digest('hex').slice(0, 16);

/** The folder that a cache path means: what comes before its first wildcard. */
const folderOf = (path: string): string => path.replace(/\/?\*.*$/, '').replace(/^\.\//, '');

/** Projects with the same S3 cache location share a cache; a LOCAL cache is the project's own. */
export const cacheFolder = (runFolder: string, cache: ProjectCache, projectArn: string): string | undefined => {
  if (cache.type === 'NO_CACHE') return undefined;
  return join(runFolder, 'cache', digest(cache.type === 'S3' ? (cache.location ?? projectArn) : projectArn));
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const copy = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  await run('cp', ['-a', from, to]);
};

const fingerprint = async (folder: string): Promise<string> => {
  const files = await listFiles(folder);
  const sizes = await Promise.all(files.map(async (file) => `${file} ${(await stat(join(folder, file))).size}`));
  return digest(sizes.join('\n'));
};

const turns = new Map<string, Promise<void>>();

/** One build at a time reads or writes a cache. */
const inTurn = (cache: string, work: () => Promise<void>): Promise<void> => {
  const turn = (turns.get(cache) ?? Promise.resolve()).catch(() => undefined).then(work);
  turns.set(cache, turn);
  return turn;
};

/** Puts cached folders into the source folder, in place of what the source brought along under the same name. */
export const restoreCache = (cache: string, paths: readonly string[], sourceFolder: string): Promise<void> =>
  inTurn(cache, async () => {
    for (const path of paths.map(folderOf)) {
      const cached = join(cache, digest(path));
      if (path === '' || !(await exists(cached))) continue;
      await rm(join(sourceFolder, path), { recursive: true, force: true });
      await copy(cached, join(sourceFolder, path));
    }
  });

/** Saves the folders for the next build. */
export const saveCache = (cache: string, paths: readonly string[], sourceFolder: string): Promise<void> =>
  inTurn(cache, async () => {
    for (const path of paths.map(folderOf)) {
      const folder = join(sourceFolder, path);
      if (path === '' || !(await exists(folder))) continue;
      const cached = join(cache, digest(path));
      if ((await exists(cached)) && (await fingerprint(cached)) === (await fingerprint(folder))) continue;
      // The old copy goes in one move, so that a crash leaves none rather than half of one.
      const incoming = `${cached}.${process.pid}`;
      await rm(incoming, { recursive: true, force: true });
      await copy(folder, incoming);
      await rm(cached, { recursive: true, force: true });
      await rename(incoming, cached);
    }
  });
