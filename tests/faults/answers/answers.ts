import { cleanRun } from '../clean-run.ts';
import { groundOn } from '../ground.ts';
import type { MatrixOptions } from '../options.ts';
import type { Results } from '../results.ts';
import { runLives } from '../run-lives.ts';
import { sliceOf } from '../slice.ts';
import type { TestedLaptop } from '../tested-laptop.ts';
import { holds, type RowLife, type RowResult, rowLivesOf, runRows } from './row-run.ts';
import type { Row } from './rows.ts';

/** So many rows, the same every time: each stage, direction and consequence is there before any is there twice. */
export const sampleOfRows = (rows: readonly Row[], size: number): readonly Row[] =>
  sliceOf(rows, size, ({ direction, stage, follows }) => `${direction} ${stage} ${follows.kind}`);

/** The rows that the options choose. @throws Error that names a row which does not exist */
export const chosenRows = async (all: readonly Row[], options: MatrixOptions, results: Results): Promise<readonly Row[]> => {
  if (options.row !== undefined) {
    const { row: wanted } = options;
    const unknown = wanted.find((part) => !all.some(({ id }) => id.includes(part)));
    if (unknown !== undefined) throw new Error(`no row has an id with ${unknown} in it: --answers --list shows them all`);
    return all.filter(({ id }) => wanted.some((part) => id.includes(part)));
  }
  const slice = sampleOfRows(all, options.sample ?? all.length);
  if (!options.resume) return slice;
  const known = new Map((await results.rows()).map((result) => [result.row, result]));
  return slice.filter(({ id, digest }) => known.get(id)?.digest !== digest);
};

/** A complaint may have the end of a build's log. */
const LONGEST_COMPLAINT = 500;

const line = (result: RowResult, row: Row | undefined, n: number, of: number): string => {
  const what = result.complaints.map((one) => `\n     ${one.replaceAll('\n', ' ').slice(0, LONGEST_COMPLAINT)}`).join('');
  return `${holds(result) ? '✔' : '✘'} ${n}/${of} ${result.row}: ${row?.follows.kind}, ${result.seconds.toFixed(1)} s${what}`;
};

/** A stage stalls after up to a dozen attempts, some seconds apart in real time: nothing works meanwhile. */
const mostlyWaits = (life: RowLife): boolean => life.some(({ follows: { kind } }) => kind === 'stalls');

/** Runs the rows, and keeps each result as soon as there is one. */
export const runAnswers = async (
  laptop: TestedLaptop,
  rows: readonly Row[],
  options: MatrixOptions,
  keep: (result: RowResult) => Promise<void>,
  log: (line: string) => void,
): Promise<{ readonly done: readonly RowResult[]; readonly stuck: readonly string[] }> => {
  const bare = await groundOn(laptop);
  log('one tenant there and back: the release is built once for all that follow');
  const { inventory } = await cleanRun(bare);
  const ground = { ...bare, expected: inventory };
  const byId = new Map(rows.map((row) => [row.id, row]));
  return runLives(ground, rowLivesOf(rows), options, {
    run: (life) => runRows(ground, life),
    mostlyWaits,
    keep,
    line: (result, n) => line(result, byId.get(result.row), n, rows.length),
    log,
  });
};
