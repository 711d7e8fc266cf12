import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { root } from './repository.ts';

/** A clone with the hooks, in which npm writes down what it was asked. */
let folder: string;
let work: string;
const env = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: path.join(folder, 'config'),
  PATH: `${folder}${path.delimiter}${process.env.PATH}`,
});
const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: work, env: env(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const commit = (title: string) => spawnSync('git', ['commit', '--allow-empty', '-m', title], { cwd: work, env: env(), encoding: 'utf8' });
const asked = (): readonly string[] => {
  const lines = readFileSync(path.join(folder, 'asked'), 'utf8').trim().split('\n');
  writeFileSync(path.join(folder, 'asked'), '');
  return lines.filter((line) => line !== '');
};
const head = (): string => git('rev-parse', 'HEAD').trim();

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tenantry-hooks-'));
  work = path.join(folder, 'work');
  writeFileSync(path.join(folder, 'config'), '[user]\n\tname = A\n\temail = a@example.com\n[init]\n\tdefaultBranch = main\n');
  writeFileSync(path.join(folder, 'npm'), `#!/bin/sh\necho "$*" >> '${folder}/asked'\n[ ! -e '${folder}/fails' ]\n`);
  chmodSync(path.join(folder, 'npm'), 0o755);
  writeFileSync(path.join(folder, 'asked'), '');
  mkdirSync(work);
  git('init');
  git('init', '--bare', path.join(folder, 'there'));
  git('remote', 'add', 'origin', path.join(folder, 'there'));
  cpSync(path.join(root, '.githooks'), path.join(work, '.githooks'), { recursive: true });
  git('config', 'core.hooksPath', '.githooks'); // npm run hooks
  commit('feat: the first');
  git('push', '--quiet', 'origin', 'main');
  asked();
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a commit', () => {
  test('is made when what it holds is formatted and without findings', () => {
    expect(commit('feat(network): a flow log').status).toBe(0);
    expect(asked()).toEqual(['run --silent lint -- --staged --no-errors-on-unmatched']);
    writeFileSync(path.join(folder, 'fails'), '');
    expect(commit('feat(network): a flow log').status).toBe(1);
  });

  test.each([
    'feat: a log',
    'fix(shared): a b',
    'feat(shared)!: a rule',
    'docs(edge,dns): what they build',
    'Merge branch "a"',
    'Revert "feat: a log"',
    'fixup! feat: a log',
  ])('may be called %j', (title) => expect(commit(title).status).toBe(0));

  test.each(['a log', 'Feat: a log', 'feature: a log', 'feat : a log', 'feat(a b): a log', 'feat: a log.', 'feat:a log'])(
    'is not called %j',
    (title) => {
      const { status, stderr } = commit(title);
      expect(status).toBe(1);
      expect(stderr).toContain(`"${title}" is no title of a commit here`);
    },
  );
});

describe('a push', () => {
  test('verifies, with the tests of what is new there', () => {
    const before = head();
    commit('feat: a log');
    git('push', '--quiet', 'origin', 'main');
    expect(asked()).toContain(`run --silent verify -- --since ${before}`);
  });

  test('of a new branch verifies what the main branch there lacks', () => {
    const before = head();
    git('checkout', '-b', 'other');
    commit('feat: a log');
    git('push', '--quiet', 'origin', 'other');
    expect(asked()).toContain(`run --silent verify -- --since ${before}`);
  });

  test('is refused when that fails', () => {
    commit('feat: a log');
    writeFileSync(path.join(folder, 'fails'), '');
    expect(() => git('push', '--quiet', 'origin', 'main')).toThrow();
    expect(git('ls-remote', 'origin', 'main')).not.toContain(head());
  });

  test('that deletes a branch verifies nothing', () => {
    git('push', '--quiet', '--no-verify', 'origin', 'main:other');
    git('push', '--quiet', 'origin', ':other');
    expect(asked()).toEqual([]);
  });
});

test('hooks are programs, and nobody has them who did not ask: npm ci installs none', () => {
  const modes = execFileSync('git', ['ls-files', '--stage', '.githooks'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  expect(modes.map((line) => line.split(' ')[0])).toEqual(modes.map(() => '100755'));
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const automatic = Object.entries(scripts).filter(([name]) => /^(pre|post)?(install|prepare)$/.test(name));
  expect(automatic.filter(([, command]) => /hooks/.test(command))).toEqual([]);
});
