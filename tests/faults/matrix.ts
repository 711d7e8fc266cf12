import { type CaseResult, isSound, type Life, livesOf, runCases } from './case-run.ts';
import { caseNamed, casesOf, type FaultCase, sampleOf } from './cases.ts';
import { type CleanRun, cleanRun } from './clean-run.ts';
import { type BareGround, groundOn } from './ground.ts';
import type { MatrixOptions } from './options.ts';
import type { Results } from './results.ts';
import { runLives } from './run-lives.ts';
import type { TestedLaptop } from './tested-laptop.ts';

/** What came of one run of the command. */
export interface MatrixRun {
  readonly planned: readonly FaultCase[];
  readonly done: readonly CaseResult[];
  /** Messages that no queue should hold any more. */
  readonly stuck: readonly string[];
  readonly wallSeconds: number;
}

const chosen = async (clean: CleanRun, options: MatrixOptions, results: Results): Promise<readonly FaultCase[]> => {
  if (options.faultCase !== undefined) return [caseNamed(options.faultCase)];
  const all = casesOf(clean.sites);
  const slice = sampleOf(all, options.sample ?? all.length);
  if (!options.resume) return slice;
  const known = new Set((await results.all()).map(({ faultCase }) => faultCase));
  return slice.filter(({ id }) => !known.has(id));
};

export const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;

/** Before anything is started: how much there is to do, and how long it takes as far as is known. */
const estimate = async (
  cases: readonly FaultCase[],
  tenants: readonly Life[],
  clean: CleanRun,
  { parallel }: MatrixOptions,
  results: Results,
): Promise<string> => {
  const known = await results.all();
  const perTenant = known.length > 0 ? known.reduce((sum, { seconds }) => sum + seconds, 0) / known.length : clean.seconds;
  const lanes = 2 * parallel;
  const from = known.length > 0 ? `mean of ${known.length} cases before` : 'as long as a tenant without faults';
  const all = duration((tenants.length * perTenant) / lanes);
  return `${cases.length} cases in ${tenants.length} tenants × ${perTenant.toFixed(1)} s (${from}) ÷ ${lanes} at a time: about ${all}`;
};

/** The clean run that these sources have; made again, with a first tenant that builds the release, when there is none. */
const cleanOf = async (ground: BareGround, results: Results, log: (line: string) => void): Promise<CleanRun> => {
  const known = await results.clean();
  log(`one tenant there and back: the release is built once for all that follow${known ? '' : ', then one that shows the call sites'}`);
  const first = await cleanRun(ground);
  log(`  ${first.seconds.toFixed(1)} s`);
  if (known) return known;
  const clean = await cleanRun(ground);
  log(`  ${clean.seconds.toFixed(1)} s, ${clean.sites.length} call sites`);
  await results.keepClean(clean);
  return clean;
};

const line = (result: CaseResult, n: number, of: number): string => {
  const { faultCase, end, struck, seconds, duplicates, leaks, complaints } = result;
  const met = struck === 0 ? ', fault not met' : '';
  const what = [...duplicates, ...leaks.map((leak) => `left behind: ${leak}`), ...complaints].map((one) => `\n     ${one}`).join('');
  return `${isSound(result) ? '✔' : '✘'} ${n}/${of} ${faultCase}: ${end}${met}, ${seconds.toFixed(1)} s${what}`;
};

/** Runs the cases that the options choose, and keeps each result as soon as there is one. */
export const runMatrix = async (
  laptop: TestedLaptop,
  options: MatrixOptions,
  results: Results,
  log: (line: string) => void,
): Promise<MatrixRun> => {
  const bare = await groundOn(laptop);
  const clean = await cleanOf(bare, results, log);
  const planned = await chosen(clean, options, results);
  if (options.list) {
    for (const { id } of planned) log(id);
    return { planned, done: [], stuck: [], wallSeconds: 0 };
  }
  const tenants = livesOf(planned);
  log(await estimate(planned, tenants, clean, options, results));
  const ground = { ...bare, expected: clean.inventory };
  const started = Date.now();
  const { done, stuck } = await runLives(ground, tenants, options, {
    run: (life) => runCases(ground, life),
    mostlyWaits: (life) => life.some(({ kind }) => kind === 'kill'),
    keep: results.append,
    line: (result, n) => line(result, n, planned.length),
    log,
  });
  return { planned, done, stuck, wallSeconds: (Date.now() - started) / 1000 };
};
