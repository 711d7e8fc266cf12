import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTime } from '@laptop/aws/processes';

/** A command's output, and its exit code. */
type Command = readonly [output: string, code: number];
interface Run {
  readonly tests: Command;
  readonly demo: Command;
  readonly long: Command;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tenantry-ci-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ended = ([output, code]: Command): string => `printf '%s\\n' '${output}'; exit ${code}`;

interface Outcome {
  readonly output: string;
  readonly lastLine: string | undefined;
  readonly passed: boolean;
}
/** Runs the script with an npm that only runs what the test gives it. @param long what `npm run test:long` does, in sh */
const runScript = async (tests: Command, demo: Command, long: string, environment: NodeJS.ProcessEnv = {}): Promise<Outcome> => {
  const npm = `#!/bin/sh\ncase "$*" in\ntest) ${ended(tests)};;\n*demo*) ${ended(demo)};;\n*test:long*) ${long};;\nesac\n`;
  writeFileSync(path.join(folder, 'npm'), npm, { mode: 0o755 });
  const script = fileURLToPath(new URL('../.ci/run', import.meta.url));
  const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}`, TMPDIR: folder, ...environment };
  return new Promise((resolve) => {
    execFile('bash', [script], { env }, (error, stdout) =>
      resolve({ output: stdout, lastLine: stdout.trimEnd().split('\n').at(-1), passed: !error }),
    );
  });
};
const run = async ({ tests, demo, long }: Run) => runScript(tests, demo, ended(long));

const well: Run = { tests: ['12 passed, 0 failed', 0], demo: ['a tenant is live', 0], long: ['5 passed, 0 failed', 0] };

describe('.ci/run ends with the sum of tests, demo and long tests, and fails when anything failed', () => {
  test.each<[string, Partial<Run>, string, boolean]>([
    ['all well', {}, '18 passed, 0 failed', true],
    ['a test fails', { tests: ['11 passed, 1 failed', 1] }, '17 passed, 1 failed', false],
    ['the demo fails', { demo: ['no tenant', 3] }, '17 passed, 1 failed', false],
    ['the tests end without a sum', { tests: ['out of memory', 0] }, '6 passed, 1 failed', false],
    ['the tests end badly after their sum', { tests: ['12 passed, 0 failed', 143] }, '18 passed, 1 failed', false],
    ['a long test fails', { long: ['4 passed, 1 failed', 1] }, '17 passed, 1 failed', false],
    ['the long tests end without a sum', { long: ['out of memory', 1] }, '13 passed, 1 failed', false],
    ['the long tests leave parts out', { long: ['3 passed, 0 failed, 2 skipped', 0] }, '16 passed, 0 failed, 2 skipped', true],
  ])('%s', async (_case, given, lastLine, passed) => {
    expect(await run({ ...well, ...given })).toMatchObject({ lastLine, passed });
  });
});

describe('.ci/run does not let a warning of Node pass', () => {
  test.each([
    '(node:123) Warning: The X version is old',
    '(node:4711) [DEP0040] DeprecationWarning: The `punycode` module is deprecated.',
    '[worker] (node:5) ExperimentalWarning: VM Modules is an experimental feature',
    'DeprecationWarning: something',
  ])('%s', async (warning) => {
    const { lastLine, passed, output } = await run({ ...well, demo: [warning, 0] });
    expect({ lastLine, passed }).toEqual({ lastLine: '18 passed, 1 failed', passed: false });
    expect(output).toContain('FAILED: a warning of Node in the output of: npm run demo -- --once');
  });
});

describe('.ci/run ends long tests that do not keep to their time', () => {
  test('with all their processes, says so, and keeps the sum of the rest', async () => {
    const pids = path.join(folder, 'pids');
    const long = `sleep 600 & echo $! $$ > '${pids}'; wait`;
    const { output, lastLine, passed } = await runScript(well.tests, well.demo, long, {
      TENANTRY_LONG_MINUTES: '0',
      TENANTRY_LONG_PATIENCE: '2',
    });
    expect({ lastLine, passed }).toEqual({ lastLine: '13 passed, 0 failed, 1 skipped', passed: true });
    expect(output).toContain('left out: npm run test:long');
    const started = readFileSync(pids, 'utf8').trim().split(' ');
    expect(started).toHaveLength(2);
    expect(started.map((pid) => startTime(Number(pid)))).toEqual([undefined, undefined]);
    // Nothing of the script's own is left either.
    expect(readdirSync(folder).sort()).toEqual(['npm', 'pids']);
  });

  test('tells them how long they have', async () => {
    const { output } = await runScript(well.tests, well.demo, 'echo "told: $*"; echo "1 passed, 0 failed"');
    expect(output).toContain('told: run test:long -- --minutes 45');
  });
});
