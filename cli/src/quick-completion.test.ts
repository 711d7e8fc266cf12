import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { forgetNames, keepNames, knownNames } from './known-names.ts';
import { quickly } from './quick-completion.ts';
import { commandFixture } from './testing/fixture.ts';
import { deployment, summary } from './testing/samples.ts';

const { terminal, url } = commandFixture();
const BIN = fileURLToPath(new URL('../bin/tenantry.mjs', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-tab-'));
afterAll(() => rmSync(folder, { recursive: true }));
const API = 'https://superadmin.example.com/api';
const NOW = 1_800_000_000_000;
beforeEach(() => forgetNames({ cacheFolder: folder }));

const tab = async (words: readonly string[], now = NOW) => {
  const written: string[] = [];
  let refreshed = 0;
  const isAnswered = await quickly(words, {
    env: { XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, TENANTRY_API_URL: API },
    cwd: folder,
    write: (text) => written.push(text),
    refresh: () => refreshed++,
    now,
  });
  return {
    isAnswered,
    values: written
      .join('')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t')[0]),
    refreshed,
  };
};
const keep = (...tenants: string[]) => keepNames({ cacheFolder: folder }, API, { at: NOW, tenants, plans: ['large'] });

describe('a Tab is answered without the command', () => {
  test('of commands, options and their values', async () => {
    expect((await tab(['attention', 'un'])).values).toEqual(['unsilence']);
    expect((await tab(['list', '--state', 'off'])).values).toEqual(['offboarding', 'offboarded']);
    expect((await tab(['list', '--profile', ''])).values).toEqual(['laptop']);
  });

  test('of tenants and plans by the names that were kept, which are asked for again when a minute has passed', async () => {
    await keep('mercy', 'lakeside');
    expect(await tab(['show', 'm'])).toEqual({ isAnswered: true, values: ['mercy'], refreshed: 0 });
    expect(await tab(['onboard', '--plan', ''], NOW + 61_000)).toEqual({ isAnswered: true, values: ['large'], refreshed: 1 });
  });

  test('but not where names are not known, or are a week old: then the command asks', async () => {
    expect(await tab(['show', ''])).toMatchObject({ isAnswered: false, values: [] });
    await keep('mercy');
    expect((await tab(['show', ''], NOW + 8 * 86_400_000)).isAnswered).toBe(false);
  });
});

test('what the command asked for is kept for the next Tab, without what a shell would run; who signs out leaves none', async () => {
  const tenants = [summary(), summary({ slug: '$(reboot)' }), summary({ slug: 'gone', state: 'offboarded' })];
  const shell = terminal({ 'GET /tenants': () => ({ tenants }), 'GET /deployment': () => deployment });
  await shell.tenantry('__complete', '--', 'show', '');
  expect(await knownNames(shell.terminal, url(), shell.terminal.now())).toMatchObject({ tenants: ['mercy'], plans: ['standard', 'large'] });
  await shell.tenantry('logout');
  expect(await knownNames(shell.terminal, url(), shell.terminal.now())).toBeUndefined();
});

test('the process loads a handful of its own files for it, and no library', async () => {
  const hook = path.join(folder, 'hook.mjs');
  writeFileSync(
    hook,
    `import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
process.on('exit', () => process.stderr.write(JSON.stringify(loaded)));
`,
  );
  const { out, err } = await new Promise<{ readonly out: string; readonly err: string }>((resolve) => {
    const options = { env: { PATH: process.env.PATH ?? '', HOME: folder }, cwd: '/' };
    execFile(process.execPath, ['--no-warnings', '--import', hook, BIN, '__complete', '--', 'sho'], options, (_error, stdout, stderr) =>
      resolve({ out: stdout, err: stderr }),
    );
  });
  expect(out).toMatch(/^show\t/);
  const files = (JSON.parse(err) as readonly string[]).filter((one) => one.startsWith('file:') && !one.endsWith('hook.mjs'));
  expect(files.filter((one) => !one.includes('/cli/'))).toEqual([]);
  expect(files.length).toBeLessThanOrEqual(12);
});
