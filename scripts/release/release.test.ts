import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { release } from './release.ts';
import { objections, READABLE, Releases, releaseAfter } from './releases.ts';

let root: string;
const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const commit = (title: string, body = ''): string => git('commit', '--allow-empty', '-m', title, ...(body ? ['-m', body] : []));
const make = (version: string, tag = false): Promise<string> =>
  release({ root, version, at: '2026-12-01', tag, generate: () => writeFileSync(path.join(root, 'generated'), read('package.json')) });

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'tenantry-release-'));
  git('init', '--initial-branch', 'main');
  git('config', 'user.name', 'A');
  git('config', 'user.email', 'a@example.com');
  const own = { name: 'tenantry', version: '0.1.0' };
  writeFileSync(path.join(root, 'package.json'), JSON.stringify({ ...own, devDependencies: {} }, null, 2));
  writeFileSync(
    path.join(root, 'package-lock.json'),
    JSON.stringify({ ...own, packages: { '': own, 'node_modules/a': { version: '0.1.0' } } }, null, 2),
  );
  git('add', '--all');
  commit('feat: the first thing');
});
afterEach(() => rmSync(root, { recursive: true }));

test('a release is one commit with its version everywhere, and the next commit says which one it is', async () => {
  const id = await make('1.0.0');
  expect(git('rev-parse', 'HEAD~1')).toBe(id);
  expect(git('status', '--porcelain')).toBe('');
  const at = (file: string): string => git('show', `${id}:${file}`);
  expect(JSON.parse(at('package.json'))).toMatchObject({ version: '1.0.0' });
  expect(JSON.parse(at('package-lock.json'))).toMatchObject({
    version: '1.0.0',
    packages: { '': { version: '1.0.0' }, 'node_modules/a': { version: '0.1.0' } },
  });
  expect(at('generated')).toContain('1.0.0');
  expect(at('CHANGELOG.md')).toMatch(/## .*1\.0\.0.*\n\n### Features\n\n\* the first thing/);
  expect(Releases.parse(JSON.parse(read('releases.json')))).toEqual([
    { version: '1.0.0', commit: id, at: '2026-12-01', upgradesFrom: '1.0.0', readable: READABLE },
  ]);
});

test('the next one says what came since, above the last one, and is tagged when that is asked', async () => {
  await make('1.0.0');
  commit('fix(dns): a record is written once');
  const id = await make('1.0.1', true);
  const changelog = read('CHANGELOG.md');
  expect(changelog.match(/the first thing/g)).toHaveLength(1);
  expect(changelog.indexOf('a record is written once')).toBeLessThan(changelog.indexOf('the first thing'));
  expect(git('rev-parse', 'v1.0.1^{commit}')).toBe(id);
  expect(Releases.parse(JSON.parse(read('releases.json'))).map(({ version, upgradesFrom }) => [version, upgradesFrom])).toEqual([
    ['1.0.0', '1.0.0'],
    ['1.0.1', '1.0.0'],
  ]);
});

test('nothing is committed when a change is open, the version is none or no newer one, or a break hides in a small number', async () => {
  await make('1.0.0');
  const before = git('rev-parse', 'HEAD');
  await expect(make('1.0.0')).rejects.toThrow('1.0.0 is not newer than 1.0.0');
  await expect(make('next')).rejects.toThrow("'next' is no version");
  writeFileSync(path.join(root, 'open'), '');
  await expect(make('1.1.0')).rejects.toThrow('not committed');
  rmSync(path.join(root, 'open'));
  expect(git('rev-parse', 'HEAD')).toBe(before);
  commit('feat: another', 'BREAKING CHANGE: the old one is gone');
  await expect(make('1.1.0')).rejects.toThrow('raise the first number');
  await make('2.0.0');
  expect(Releases.parse(JSON.parse(read('releases.json'))).at(-1)).toMatchObject({ version: '2.0.0', upgradesFrom: '1.0.0' });
});

test('versions are compared by their numbers', () => {
  const last = releaseAfter(undefined, '1.9.0', 'a'.repeat(40), '2026-12-01');
  expect(objections(last, '1.10.0', false)).toEqual([]);
  expect(objections(last, '1.8.9', false)).toHaveLength(1);
});
