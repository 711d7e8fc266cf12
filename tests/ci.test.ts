import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

interface Run {
  /** Last line of `npm test`, and its exit code. */
  readonly summary: string;
  readonly tests: number;
  /** Exit code of the demo. */
  readonly demo: number;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tenantry-ci-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the script with an npm that only says what it is told to say. */
const run = async ({ summary, tests, demo }: Run): Promise<{ readonly lastLine: string | undefined; readonly passed: boolean }> => {
  const npm = `#!/bin/sh\nif [ "$1" = test ]; then echo "${summary}"; exit ${tests}; fi\necho "$*"; exit ${demo}\n`;
  writeFileSync(path.join(folder, 'npm'), npm, { mode: 0o755 });
  const script = fileURLToPath(new URL('../.ci/run', import.meta.url));
  const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH}`, TMPDIR: folder };
  return new Promise((resolve) => {
    execFile('bash', [script], { env }, (error, stdout) => resolve({ lastLine: stdout.trimEnd().split('\n').at(-1), passed: !error }));
  });
};

describe('.ci/run ends with the sum of the tests and the demo, and fails when anything failed', () => {
  test.each<[string, Run, string, boolean]>([
    ['all well', { summary: '12 passed, 0 failed', tests: 0, demo: 0 }, '13 passed, 0 failed', true],
    ['a test fails', { summary: '11 passed, 1 failed', tests: 1, demo: 0 }, '12 passed, 1 failed', false],
    ['the demo fails', { summary: '12 passed, 0 failed', tests: 0, demo: 3 }, '12 passed, 1 failed', false],
    ['the tests end without a sum', { summary: 'out of memory', tests: 0, demo: 0 }, '1 passed, 1 failed', false],
    ['the tests end badly after their sum', { summary: '12 passed, 0 failed', tests: 143, demo: 0 }, '13 passed, 1 failed', false],
  ])('%s', async (_case, given, lastLine, passed) => {
    expect(await run(given)).toEqual({ lastLine, passed });
  });
});
