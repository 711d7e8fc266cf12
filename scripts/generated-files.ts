import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Path from the repository's root, and content. */
export type Files = ReadonlyMap<string, string>;
/** URL of the repository's root. */
export const ROOT = new URL('../', import.meta.url);

export const readRepository = (file: string): string => readFileSync(new URL(file, ROOT), 'utf8');
const isStale = ([file, content]: [string, string]): boolean => !existsSync(new URL(file, ROOT)) || readRepository(file) !== content;

/** Files that are not as they are generated. */
export const staleOf = (files: Files): readonly string[] => [...files].filter(isStale).map(([file]) => file);

/** Writes what is out of date; with `--check` says it instead, and the command fails. @param what they are, in the plural */
export const bringUpToDate = (what: string, files: Files): void => {
  const stale = staleOf(files);
  if (stale.length === 0) console.log(`${what} are up to date.`);
  for (const file of stale) {
    if (process.argv.includes('--check')) {
      console.error(`${file} is out of date: run npm run generate`);
      process.exitCode = 1;
      continue;
    }
    mkdirSync(path.dirname(new URL(file, ROOT).pathname), { recursive: true });
    writeFileSync(new URL(file, ROOT), files.get(file) ?? '');
    console.log(`wrote ${file}`);
  }
};
