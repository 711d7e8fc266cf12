import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { chooseProfile } from './choose-profile.ts';
import { type FakeTerminal, fakeTerminal } from './testing/fake-terminal.ts';

const made: FakeTerminal[] = [];
afterEach(() => {
  for (const shell of made.splice(0)) shell.remove();
});
const DEMO = {
  pid: process.pid,
  apiUrl: 'http://127.0.0.1:4600/api',
  signInUrl: 'http://127.0.0.1:4600/_aws/cognito/p',
  clientId: 'c',
  tokens: { idToken: 't', expiresAt: 1 },
};
const CONFIG = {
  defaultProfile: 'prod',
  profiles: { prod: { apiUrl: 'https://prod.example.com/' }, test: { apiUrl: 'https://test.example.com' } },
};

const shell = ({ demo, config, env = {} }: { demo?: object; config?: object; env?: Readonly<Record<string, string>> }) => {
  const one = fakeTerminal({ env });
  made.push(one);
  const { cwd, configFolder } = one.terminal;
  const below = path.join(cwd, 'services', 'dns');
  for (const folder of [below, path.join(cwd, '.local'), path.join(configFolder, 'tenantry')]) mkdirSync(folder, { recursive: true });
  if (demo) writeFileSync(path.join(cwd, '.local', 'tenantry.json'), JSON.stringify(demo));
  if (config) writeFileSync(path.join(configFolder, 'tenantry', 'config.json'), JSON.stringify(config));
  return { ...one.terminal, cwd: below };
};
const chosen = async (...[given, name]: [Parameters<typeof shell>[0], string?]) => (await chooseProfile(shell(given), name)).profile;

describe('the API of a command is', () => {
  test('the profile that is named, before everything else', async () => {
    const env = { TENANTRY_PROFILE: 'prod', TENANTRY_API_URL: 'https://env.example.com' };
    expect(await chosen({ demo: DEMO, config: CONFIG, env }, 'test')).toMatchObject({ name: 'test', apiUrl: 'https://test.example.com' });
    expect(await chosen({ demo: DEMO, config: CONFIG, env })).toMatchObject({ name: 'prod', apiUrl: 'https://prod.example.com' });
    await expect(chosen({ config: CONFIG }, 'stage')).rejects.toMatchObject({ exitCode: 2, fix: 'choose one of prod, test' });
  });

  test("else the environment's", async () => {
    const env = { TENANTRY_API_URL: 'https://env.example.com' };
    expect(await chosen({ demo: DEMO, config: CONFIG, env })).toEqual({ name: 'environment', apiUrl: 'https://env.example.com' });
    await expect(chosen({ env: { TENANTRY_API_URL: 'http://env.example.com' } })).rejects.toMatchObject({ exitCode: 2 });
  });

  test("else that of a demo that runs in a folder above, else the configuration's default", async () => {
    expect(await chosen({ demo: DEMO, config: CONFIG })).toMatchObject({ name: 'laptop', tokens: { idToken: 't' } });
    expect(await chosen({ config: CONFIG })).toMatchObject({ name: 'prod' });
    expect(await chosen({ demo: DEMO }, 'laptop')).toMatchObject({ name: 'laptop' });
    await expect(chosen({}, 'laptop')).rejects.toMatchObject({ exitCode: 2 });
  });

  test.each([
    ['whose process has ended', { ...DEMO, pid: 2 ** 22 + 1 }],
    ['that names no process', { ...DEMO, pid: undefined }],
    ['whose API is on another machine', { ...DEMO, apiUrl: 'https://evil.example.com' }],
    ['whose sign-in is on another machine', { ...DEMO, signInUrl: 'https://evil.example.com' }],
    ['that is no profile', { pid: process.pid }],
  ])('never that of a demo %s', async (_why, demo) => {
    expect(await chosen({ demo, config: CONFIG })).toMatchObject({ name: 'prod' });
  });

  test('nowhere to be found: exit code 3, and how to change that', async () => {
    await expect(chosen({})).rejects.toMatchObject({ exitCode: 3, fix: expect.stringContaining('npm run demo') });
    await expect(chosen({ config: { profiles: { prod: { apiUrl: 1 } } } })).rejects.toMatchObject({ exitCode: 2 });
  });
});
