import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { workflows } from './judge.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tenantry-workflows-'));
  mkdirSync(path.join(folder, '.github/workflows'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A workflow that is well but for its one step. */
const workflow = (step: string): string => `on: pull_request
permissions: {}
concurrency:
  group: \${{ github.ref }}
  cancel-in-progress: true
jobs:
  a:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - ${step}
`;
const rulesOf = async (file: string, text: string): Promise<readonly string[]> => {
  writeFileSync(path.join(folder, file), text);
  return (await workflows(folder)).map(({ rule, where }) => `${rule} ${where}`);
};
const CI = '.github/workflows/ci.yml';

test.each([
  ['a step that GitHub would refuse', 'runs: npm test', 'workflow-syntax'],
  ['an action by a tag, which its owner may move', 'uses: actions/setup-node@v7', 'unpinned-uses'],
  ['a script that runs what a stranger wrote', `run: echo \${{ github.event.pull_request.title }}`, 'template-injection'],
])('jactionlint finds %s', async (_case, step, rule) => {
  expect(await rulesOf(CI, workflow(step))).toContain(`${rule} ${CI}:11`);
});

test('jactionlint finds nothing in a workflow that is well', async () => {
  expect(await rulesOf(CI, workflow('run: npm test'))).toEqual([]);
});

test("jactionlint finds a key that the dependency bot's configuration does not have", async () => {
  await rulesOf(CI, workflow('run: npm test'));
  const bot = 'version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule:\n      interval: hourly\n';
  expect(await rulesOf('.github/dependabot.yml', bot)).toContainEqual(expect.stringContaining('.github/dependabot.yml:6'));
});

/** An action that is well but for its one step. */
const action = (step: string): string => `name: a
description: a
inputs:
  words:
    description: a
    required: true
runs:
  using: composite
  steps:
    - ${step}
`;
test.each([
  ['.github/actions/a/action.yml', action(`run: echo \${{ inputs.words }}\n      shell: bash`), 'template-injection', 10],
  ['.github/actions/a/action.yml', action('uses: actions/setup-node@v7'), 'unpinned-uses', 10],
  ['examples/github/a.yml', workflow('uses: actions/setup-node@v7'), 'unpinned-uses', 11],
])('jactionlint reads %s, too', async (file, text, rule, line) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  await rulesOf(CI, workflow('run: npm test'));
  expect(await rulesOf(file, text)).toContain(`${rule} ${file}:${line}`);
});
