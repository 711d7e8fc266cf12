import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';

// CommonJS has no top-level await: under it, this file would not even load.
const loaded = await import('@tenantry/events-schema/bus');

test('tests run as real ES modules', () => {
  expect(import.meta.url).toMatch(/^file:.*\/tests\/esm\.test\.ts$/);
  expect(typeof require).toBe('undefined');
  expect(typeof module).toBe('undefined');
  expect(Object.prototype.toString.call(loaded)).toBe('[object Module]');
});

test('packages of the repository are imported by name and resolve to their TypeScript', () => {
  expect(loaded.busName('dev')).toBe('tenantry-dev');
  expect(import.meta.resolve('@tenantry/events-schema/bus')).toMatch(/\/events-schema\/src\/bus\.ts$/);
});

test('every package of the repository is ESM', () => {
  const root = createRequire(import.meta.url)('../package.json') as { workspaces: string[]; type: string };
  expect(root.type).toBe('module');
  for (const workspace of ['events-schema', 'shared', 'landing-zone', 'laptop']) {
    const { type } = JSON.parse(readFileSync(new URL(`../${workspace}/package.json`, import.meta.url), 'utf8')) as { type: string };
    expect([workspace, type]).toEqual([workspace, 'module']);
  }
});
