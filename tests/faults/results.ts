import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LOCAL_FOLDER } from '../../laptop/src/paths.ts';
import type { RowResult } from './answers/row-run.ts';
import type { CaseResult } from './case-run.ts';
import type { CleanRun } from './clean-run.ts';

/** What is kept of a version of the sources: the matrix that it has, and what became of each case. */
export interface Results {
  readonly file: string;
  /** The clean run that the cases stand on, if there was one. */
  readonly clean: () => Promise<CleanRun | undefined>;
  readonly keepClean: (clean: CleanRun) => Promise<void>;
  /** The last result of each case. */
  readonly all: () => Promise<readonly CaseResult[]>;
  readonly append: (result: CaseResult) => Promise<void>;
  /** The last result of each row of the answers matrix. */
  readonly rows: () => Promise<readonly RowResult[]>;
  readonly appendRow: (result: RowResult) => Promise<void>;
}

const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** What a file has, a line each; of those with the same key the last. */
const linesOf = async <T>(file: string, keyOf: (one: T) => string): Promise<readonly T[]> => {
  const lines = (await textOf(file)).split('\n').filter((line) => line.endsWith('}')); // a run that was killed may leave half a line
  const all = lines.map((line) => JSON.parse(line) as T);
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
};

/** @param hash names the version: `sourceHash(PROVEN_SOURCES)` */
export const resultsOf = async (hash: string, folder = path.join(LOCAL_FOLDER, 'faults')): Promise<Results> => {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${hash}.ndjson`);
  const rowFile = path.join(folder, `${hash}.answers.ndjson`);
  const cleanFile = path.join(folder, `${hash}.json`);
  return {
    file,
    clean: async () => {
      const text = await textOf(cleanFile);
      return text ? (JSON.parse(text) as CleanRun) : undefined;
    },
    keepClean: (clean) => writeFile(cleanFile, JSON.stringify(clean)),
    all: () => linesOf<CaseResult>(file, ({ faultCase }) => faultCase),
    append: (result) => appendFile(file, `${JSON.stringify(result)}\n`),
    rows: () => linesOf<RowResult>(rowFile, ({ row }) => row),
    appendRow: (result) => appendFile(rowFile, `${JSON.stringify(result)}\n`),
  };
};
