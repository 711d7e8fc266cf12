import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { endOrphans, endProcess, killGroup, type OwnedProcess, ownProcess, REMOVAL } from '@laptop/aws/processes';
import { ROOT } from '../../laptop/src/paths.ts';
import type { FileTime } from './times.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}
export interface JestRun extends Counts {
  readonly files: readonly FileTime[];
}
export type Project = 'unit' | 'aws' | 'browser' | 'long' | 'drill';

/** What the tests need of jest's `--json` answer. */
interface Results {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  /** Per file; times in milliseconds since 1970. */
  readonly testResults: readonly { readonly name: string; readonly startTime: number; readonly endTime: number }[];
}

/** Processes that run tests at the same time. Those that need AWS wait more than they work, and two processors have room for a third. */
const WORKERS: Readonly<Partial<Record<Project, number>>> = { aws: 3 };
const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');

/** Jest runs ES modules as such only with this flag of Node. */
const environment = (temporary: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
  TMPDIR: temporary,
});

/**
 * Runs the tests of one project in a child process and its own temporary folder, which goes with it.
 * @param args further arguments of jest
 * @param among whether other projects run at the same time: then their lines are shown in turn, and no progress
 */
export const runJest = async (project: Project, args: readonly string[], among = false): Promise<JestRun> => {
  const temporary = mkdtempSync(path.join(tmpdir(), 'tenantry-test-'));
  // PostgreSQL refuses to run as root: its own user must get through.
  chmodSync(temporary, 0o755);
  const answer = path.join(temporary, 'results.json');
  const command = [JEST, '--selectProjects', project, '--passWithNoTests', '--json', `--outputFile=${answer}`, ...args];
  const workers = WORKERS[project];
  if (workers !== undefined && !args.some((arg) => /^(-w|-i|--maxWorkers|--runInBand)\b/.test(arg)))
    command.push(`--maxWorkers=${workers}`);
  if (among && process.stderr.isTTY) command.push('--colors');
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: environment(temporary),
    stdio: ['ignore', 'ignore', among ? 'pipe' : 'inherit'], // jest shows its progress on stderr; stdout would repeat the JSON
    detached: true,
  });
  const shown = child.stderr ? showLines(child.stderr) : undefined;
  try {
    const code = await ended(child, temporary);
    await shown;
    const results = existsSync(answer) ? (JSON.parse(readFileSync(answer, 'utf8')) as Results) : undefined;
    return { ...counts(code, results), files: fileTimes(results) };
  } finally {
    rmSync(temporary, REMOVAL);
  }
};

/** Passes whole lines on, to the end. */
const showLines = async (from: Readable): Promise<void> => {
  let rest = '';
  from.setEncoding('utf8');
  from.on('data', (text: string) => {
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) process.stderr.write(rest + text.slice(0, end));
    rest = end > 0 ? text.slice(end) : rest + text;
  });
  await finished(from).catch(() => undefined); // killed with its child
  process.stderr.write(rest);
};

/** A suite that does not load, or a jest that ends without an answer, counts as a failure. */
export const counts = (code: number | null, results: Omit<Results, 'testResults'> | undefined): Counts => {
  if (!results) return { passed: 0, failed: code === 0 ? 0 : 1 };
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return { passed: results.numPassedTests, failed: failed === 0 && (code !== 0 || !results.success) ? 1 : failed };
};

const fileTimes = (results: Results | undefined): readonly FileTime[] =>
  (results?.testResults ?? []).map(({ name, startTime, endTime }) => ({
    file: path.relative(ROOT, name),
    seconds: (endTime - startTime) / 1000,
  }));

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof SIGNALS;
const isSignal = (signal: NodeJS.Signals): signal is Signal => signal in SIGNALS;

/** What runs now, with its temporary folder. */
const running = new Map<OwnedProcess, string>();
let stopping = false;

const stop = async (signal: NodeJS.Signals): Promise<void> => {
  const all = [...running];
  if (stopping) {
    for (const [{ child }] of all) killGroup(child.pid, 'SIGKILL'); // asked twice: no patience left
    return;
  }
  stopping = true;
  await Promise.all(all.map(([owned]) => endProcess(owned, 'SIGTERM')));
  endOrphans();
  for (const [, temporary] of all) rmSync(temporary, REMOVAL);
  process.exit(isSignal(signal) ? SIGNALS[signal] : 1);
};
const onSignal = (signal: NodeJS.Signals): void => void stop(signal);

/**
 * Waits for the child, which leads a separate process group. Signals end all that runs in an orderly way and then this process; so does
 * the death of our parent: npm passes a SIGTERM on to its shell only.
 */
const ended = async (child: ChildProcess, temporary: string): Promise<number | null> => {
  const owned = ownProcess('tests', child, [temporary]);
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && onSignal('SIGHUP'), 500);
  if (running.size === 0) for (const signal of Object.keys(SIGNALS)) process.on(signal, onSignal);
  running.set(owned, temporary);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (stopping) await new Promise(() => {}); // `stop` ends this process
    killGroup(child.pid, 'SIGKILL');
    endOrphans();
    return code;
  } finally {
    clearInterval(watch);
    running.delete(owned);
    if (running.size === 0) for (const signal of Object.keys(SIGNALS)) process.removeListener(signal, onSignal);
  }
};
