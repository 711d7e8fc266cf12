import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { packagesFit } from './packages.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'tenantry-packages-'));
  mkdirSync(path.join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true }));

const packages = (workspace: string, version = '1.0.0') => ({
  '': { workspaces: [workspace] },
  [workspace]: { version: '0.1.0' },
  [`${workspace}/node_modules/inner`]: { version },
  'node_modules/outer': { version: '2.0.0' },
  'node_modules/other-system': { version: '3.0.0', optional: true },
  'node_modules/@name/workspace': { resolved: workspace, link: true },
});
const write = (file: string, content: object): void => writeFileSync(path.join(root, file), JSON.stringify({ packages: content }));
/** What npm makes of a lock file on this system. */
const install = (workspace: string, version?: string): void => {
  const { 'node_modules/other-system': _absent, ...installed } = packages(workspace, version);
  write('node_modules/.package-lock.json', installed);
  mkdirSync(path.join(root, workspace));
  mkdirSync(path.join(root, 'node_modules/@name'));
  symlinkSync(path.join('../..', workspace), path.join(root, 'node_modules/@name/workspace'));
};

test('packages fit that are those of the lock file, without what is for other systems', () => {
  write('package-lock.json', packages('one'));
  install('one');
  expect(packagesFit(root)).toBe(true);
});

test('nothing installed does not fit', () => {
  write('package-lock.json', packages('one'));
  expect(packagesFit(root)).toBe(false);
});

test('another version inside a workspace does not fit', () => {
  write('package-lock.json', packages('one', '1.0.1'));
  install('one');
  expect(packagesFit(root)).toBe(false);
});

test('a workspace that has moved does not fit: its link leads nowhere', () => {
  write('package-lock.json', packages('two'));
  install('one');
  write('node_modules/.package-lock.json', packages('two'));
  renameSync(path.join(root, 'one'), path.join(root, 'two'));
  expect(packagesFit(root)).toBe(false);
});

test('a workspace that is new does not fit', () => {
  write('package-lock.json', { ...packages('one'), 'node_modules/@name/new': { resolved: 'new', link: true } });
  install('one');
  expect(packagesFit(root)).toBe(false);
});
