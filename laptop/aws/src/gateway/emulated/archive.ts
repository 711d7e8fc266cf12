import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { unzipSync, type Zippable, zipSync } from 'fflate';

/** The first date a zip can hold: an archive's bytes then depend on its files alone. */
const EPOCH = new Date(1980, 0, 1, 12);

/** A file of an archive: where it is on disk and its path inside the archive. */
export interface ArchiveEntry {
  readonly file: string;
  readonly name: string;
}

/** Zips files with their permission bits; equal files give equal bytes. */
export const zipFiles = async (entries: readonly ArchiveEntry[]): Promise<Uint8Array> => {
  const zippable: Zippable = {};
  for (const { file, name } of entries) {
    const { mode } = await stat(file);
    zippable[name] = [await readFile(file), { attrs: mode * 0x10000, os: 3, mtime: EPOCH }];
  }
  return zipSync(zippable, { level: 6 });
};

/** Unpacks an archive into `folder`. CodePipeline's archives keep no permission bits either: a script in one is run by its interpreter. */
export const unzipInto = async (archive: Uint8Array, folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (const [name, data] of Object.entries(unzipSync(archive))) {
    const path = normalize(name);
    if (name.endsWith('/') || path.startsWith('..') || path.startsWith('/')) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), data);
  }
};
