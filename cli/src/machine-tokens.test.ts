import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type FakeCognito, fakeCognito } from './testing/fake-cognito.ts';
import { commandFixture } from './testing/fixture.ts';

const { terminal, url } = commandFixture();
let cognito: FakeCognito;
beforeAll(async () => {
  cognito = await fakeCognito();
});
beforeEach(() => {
  cognito.calls.splice(0);
  cognito.isRefusing = false;
});
afterAll(() => cognito.close());

const me = {
  'GET /me': () => ({ subject: 'machine:ci', displayName: 'machine:ci', groups: ['operator'], group: 'operator' as const }),
};
/** The console's configuration, at the API's own domain. */
const config = () => ({
  apiUrl: '/api',
  clientId: 'c',
  signInUrl: cognito.url,
  region: 'us-east-1',
  userPoolId: cognito.issuer.split('/').at(-1),
});
const shell = (env: Readonly<Record<string, string | undefined>>) =>
  terminal(me, {
    env: { TENANTRY_TOKEN: undefined, TENANTRY_CLIENT_ID: 'machine', ...env },
    fetch: (async (input: string | URL, init?: RequestInit) =>
      String(input) === new URL('/config.json', url()).href ? Response.json(config()) : fetch(input, init)) as typeof fetch,
  });

describe('a machine', () => {
  test('asks with a token that it gets for its secret, once for a command', async () => {
    const { code, out } = await shell({ TENANTRY_CLIENT_SECRET: 'the secret/+' }).tenantry('whoami');
    expect([code, cognito.calls]).toEqual([0, ['token client_credentials machine:the secret/+']]);
    expect(out).toContain('machine:ci');
  });

  test('has its secret in a file', async () => {
    const made = shell({});
    const file = path.join(made.terminal.cwd, 'secret');
    writeFileSync(file, 'from-a-file\n');
    Object.assign(made.terminal.env, { TENANTRY_CLIENT_SECRET_FILE: file });
    expect([(await made.tenantry('whoami')).code, cognito.calls]).toEqual([0, ['token client_credentials machine:from-a-file']]);
    writeFileSync(file, '\n');
    expect(await made.tenantry('whoami')).toMatchObject({ code: 2, err: expect.stringContaining('is empty') });
  });

  test('whose secret is refused ends with 3, and the secret is nowhere in what is said', async () => {
    cognito.isRefusing = true;
    const { code, out, err } = await shell({ TENANTRY_CLIENT_SECRET: 'hidden' }).tenantry('whoami');
    expect([code, `${out}${err}`.includes('hidden')]).toEqual([3, false]);
    expect(err).toContain('check TENANTRY_CLIENT_ID and the secret');
  });

  test('without the id of its client is wrong usage', async () => {
    const { code, err } = await shell({ TENANTRY_CLIENT_ID: undefined, TENANTRY_CLIENT_SECRET: 's' }).tenantry('whoami');
    expect([code, err]).toEqual([2, expect.stringContaining('TENANTRY_CLIENT_ID')]);
  });

  test('sends its secret to no API that nobody named', async () => {
    const { code } = await shell({ TENANTRY_API_URL: undefined, TENANTRY_CLIENT_SECRET: 's' }).tenantry('whoami');
    expect([code, cognito.calls]).toEqual([3, []]);
  });
});
