import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ROOT } from '../src/paths.ts';
import { hasPackage, isSupported, linkNode, npmCommand, oldestNode } from './node.mjs';

const json = (file: string) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tenantry-node-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the oldest Node is 22.13', () => {
  const versions = ['18.20.8', '20.20.2', '22.12.0', '22.13.0', '22.9.0', '23.1.0', '24.0.0', '26.10.0'];
  expect(oldestNode()).toBe('22.13');
  expect(versions.filter((version) => isSupported(version))).toEqual(['22.13.0', '23.1.0', '24.0.0', '26.10.0']);
});

test('what is brought is Node 24, for one system and processor each: npm takes the one that runs here', () => {
  const packages = Object.entries<{ version: string; os: string; cpu: string }>(json('laptop/setup/node/package-lock.json').packages).slice(
    1,
  );
  const platforms = packages.map(([, { version, os, cpu }]) => [os, cpu, version.split('.')[0]].join(' '));
  expect(platforms.sort()).toEqual(['darwin arm64 24', 'darwin x64 24', 'linux arm64 24', 'linux x64 24', 'win32 x64 24']);
});

const script = (name: string): string => {
  const [program, args] = npmCommand();
  return execFileSync(program, [...args, 'run', '--silent', name], { cwd: folder, encoding: 'utf8' }).trim();
};

test("commands go on with the Node that was brought, and with the machine's once that fits", () => {
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, scripts: { which: 'node --version' } }));
  const brought = path.join(folder, 'brought');
  writeFileSync(brought, '#!/bin/sh\necho brought\n', { mode: 0o755 });
  linkNode(folder, brought);
  expect(script('which')).toBe('brought');
  linkNode(folder, brought);
  expect(script('which')).toBe('brought');
  linkNode(folder);
  expect(script('which')).toMatch(/^v\d+/);
});

test('a link that leads nowhere any more is made anew', () => {
  linkNode(folder, process.execPath);
  const link = path.join(folder, 'node_modules/.bin/node');
  rmSync(link);
  symlinkSync(path.join(folder, 'gone'), link);
  linkNode(folder, process.execPath);
  expect(existsSync(link)).toBe(true);
});

describe('on a machine whose Node is too old', () => {
  /** Runs set-up in a repository for which every Node is too old. @param npm what its npm does in the folder that it installs into */
  const setUp = (npm: string) => {
    mkdirSync(path.join(folder, 'laptop/setup'), { recursive: true });
    cpSync(path.join(ROOT, 'laptop/setup/node'), path.join(folder, 'laptop/setup/node'), { recursive: true });
    copyFileSync(path.join(ROOT, 'laptop/setup/node.mjs'), path.join(folder, 'laptop/setup/node.mjs'));
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ devEngines: { runtime: { version: '>=999.0' } } }));
    const npm_execpath = path.join(folder, 'npm.js');
    writeFileSync(npm_execpath, npm);
    const env = { ...process.env, npm_execpath };
    const { status, stderr } = spawnSync(process.execPath, ['laptop/setup/node.mjs'], { cwd: folder, encoding: 'utf8', env });
    return { status, stderr };
  };
  const brings = `const { mkdirSync, symlinkSync } = require('node:fs');
    mkdirSync('node_modules/node-of-this-system/bin', { recursive: true });
    symlinkSync(process.execPath, 'node_modules/node-of-this-system/bin/node');`;

  test('a folder whose Node was deleted is made anew', () => {
    const well = { status: 0, stderr: '' };
    expect(setUp(brings)).toEqual(well);
    const home = path.join(folder, '.local/node');
    const [name = ''] = readdirSync(home);
    rmSync(path.join(home, name, 'node_modules'), { recursive: true });
    expect(setUp(brings)).toEqual(well);
    expect(readdirSync(home)).toEqual([name]);
    expect(existsSync(path.join(folder, 'node_modules/.bin/node'))).toBe(true);
    expect(setUp('process.exit(1)')).toEqual(well);
  });

  test('a package that npm could not fetch is not said to be missing for the system', () => {
    expect([hasPackage('linux', 'x64'), hasPackage('linux', 's390x')]).toEqual([true, false]);
    const { status, stderr } = setUp('');
    const why = hasPackage() ? 'npm has not brought the package of Node 24' : 'there is no package of Node 24';
    expect([status, stderr]).toEqual([1, expect.stringContaining(why)]);
    expect(readdirSync(path.join(folder, '.local/node'))).toEqual([]);
  });
});

test('a shell remembers where it found node: no script sets up and goes on in one', () => {
  const scripts = Object.entries(json('package.json').scripts as Record<string, string>);
  expect(scripts.filter(([name, text]) => text.includes('setup') && !/^(pre|postinstall)/.test(name))).toEqual([]);
  expect(scripts.filter(([name]) => /^pre/.test(name)).map(([, text]) => text)).not.toEqual([]);
});
