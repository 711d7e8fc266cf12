import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../paths.ts';
import { endOrphans, endProcess, killGroup, ownProcess } from '../processes.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}
export type Project = 'unit' | 'aws' | 'browser' | 'long';

/** What the tests need of jest's `--json` answer. */
interface Results {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

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
 */
export const runJest = async (project: Project, args: readonly string[]): Promise<Counts> => {
  const temporary = mkdtempSync(path.join(tmpdir(), 'tenantry-test-'));
  // PostgreSQL refuses to run as root: its own user must get through.
  chmodSync(temporary, 0o755);
  const answer = path.join(temporary, 'results.json');
  const command = [JEST, '--selectProjects', project, '--passWithNoTests', '--json', `--outputFile=${answer}`, ...args];
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: environment(temporary),
    stdio: ['ignore', 'ignore', 'inherit'], // jest shows its progress on stderr; stdout would repeat the JSON
    detached: true,
  });
  try {
    const code = await ended(child, temporary);
    return counts(code, existsSync(answer) ? (JSON.parse(readFileSync(answer, 'utf8')) as Results) : undefined);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
};

/** A suite that does not load, or a jest that ends without an answer, is a failure of its own. */
export const counts = (code: number | null, results: Results | undefined): Counts => {
  if (!results) return { passed: 0, failed: code === 0 ? 0 : 1 };
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return { passed: results.numPassedTests, failed: failed === 0 && (code !== 0 || !results.success) ? 1 : failed };
};

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof SIGNALS;
const isSignal = (signal: NodeJS.Signals): signal is Signal => signal in SIGNALS;

/**
 * Waits for the child, which leads a process group of its own. Signals end it in an orderly way and then this process; so does the
 * death of whoever started us: npm passes a SIGTERM on to its shell only.
 */
const ended = async (child: ChildProcess, temporary: string): Promise<number | null> => {
  const owned = ownProcess('tests', child, [temporary]);
  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) return killGroup(child.pid, 'SIGKILL'); // asked twice: no patience left
    stopping = true;
    await endProcess(owned, 'SIGTERM');
    endOrphans();
    rmSync(temporary, { recursive: true, force: true });
    process.exit(isSignal(signal) ? SIGNALS[signal] : 1);
  };
  const onSignal = (signal: NodeJS.Signals): void => void stop(signal);
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && onSignal('SIGHUP'), 500);
  for (const signal of Object.keys(SIGNALS)) process.on(signal, onSignal);
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
    for (const signal of Object.keys(SIGNALS)) process.removeListener(signal, onSignal);
  }
};
