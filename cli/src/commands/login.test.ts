import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type FakeCognito, fakeCognito } from '../testing/fake-cognito.ts';
import type { FakeTerminal, FakeTerminalOptions } from '../testing/fake-terminal.ts';
import { commandFixture } from '../testing/fixture.ts';

const { terminal, taken, url } = commandFixture();
let cognito: FakeCognito;
beforeAll(async () => {
  cognito = await fakeCognito();
});
beforeEach(() => {
  cognito.calls.splice(0);
  cognito.isRefusing = false;
});
afterAll(() => cognito.close());

const me = { 'GET /me': () => ({ subject: 's', displayName: 'ada', groups: ['admin'], group: 'admin' as const }) };
/** A terminal that is not signed in yet, whose browser comes back signed in. */
const shell = (options: FakeTerminalOptions = {}): FakeTerminal => {
  const made = terminal(me, { env: { TENANTRY_API_URL: undefined, TENANTRY_TOKEN: undefined }, ...options });
  const browse = async (page: string) => {
    cognito.asked = new URL(page).searchParams;
    await fetch(
      `${cognito.asked.get('redirect_uri')}?${new URLSearchParams({ code: 'the-code', state: cognito.asked.get('state') ?? '' })}`,
    );
    return true;
  };
  Object.assign(made.terminal, { browse });
  return made;
};
const flags = () => ['--api-url', url(), '--client-id', 'c', '--sign-in-url', cognito.url, '--issuer', cognito.issuer];
const fileOf = ({ terminal: { configFolder } }: FakeTerminal, name: string) => path.join(configFolder, 'tenantry', name);
const tenMinutes = 600_000;

describe('login', () => {
  test('keeps profile and tokens where only their owner may read them', async () => {
    const signedIn = shell();
    const { code, out } = await signedIn.tenantry('login', ...flags());
    expect([code, out]).toEqual([0, `signed in to ${url()} (profile default)\n`]);
    for (const file of ['config.json', 'tokens/default.json']) expect(statSync(fileOf(signedIn, file)).mode & 0o777).toBe(0o600);
    expect((await signedIn.tenantry('whoami', '--json')).out).toContain("it is the configuration's default");
  });

  test('that is refused ends with 3 and keeps nothing', async () => {
    cognito.isRefusing = true;
    const refused = shell();
    expect((await refused.tenantry('login', ...flags())).code).toBe(3);
    expect([existsSync(fileOf(refused, 'config.json')), existsSync(fileOf(refused, 'tokens/default.json'))]).toEqual([false, false]);
  });

  test('is wrong usage where nothing says at which pages', async () => {
    expect((await shell().tenantry('login', '--api-url', url(), '--client-id', 'c')).code).toBe(2);
  });

  test.each(['http://api.example.com', 'nowhere'])('never goes to %s: it would be unencrypted', async (apiUrl) => {
    expect((await shell().tenantry('login', '--api-url', apiUrl, '--client-id', 'c')).code).toBe(2);
  });
});

describe('a token', () => {
  const signedIn = async () => {
    const made = shell();
    await made.tenantry('login', ...flags());
    cognito.calls.splice(0);
    return made;
  };

  test('is used while it lasts, and renewed when it is about to end, each time by another refresh token', async () => {
    const made = await signedIn();
    expect((await made.tenantry('whoami')).code).toBe(0);
    expect(cognito.calls).toEqual([]);
    for (let i = 0; i < 2; i++) {
      await made.terminal.sleep(tenMinutes);
      expect((await made.tenantry('whoami')).code).toBe(0);
    }
    expect(cognito.calls).toHaveLength(2);
    expect(new Set(cognito.calls).size).toBe(2);
  });

  test('is printed for programs that ask the API themselves', async () => {
    const made = await signedIn();
    const { code, out } = await made.tenantry('token');
    expect([code, out.trim().split('.').length]).toEqual([0, 3]);
  });

  test('that cannot be renewed ends with 3, and says how to sign in', async () => {
    const made = await signedIn();
    await made.terminal.sleep(tenMinutes);
    cognito.isRefusing = true;
    const { code, err } = await made.tenantry('whoami');
    expect(code).toBe(3);
    expect(err).toContain('tenantry login --profile default');
  });

  test('is not sent to another API when the profile names one later', async () => {
    const made = await signedIn();
    const file = fileOf(made, 'config.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('http://127.0.0.1', 'http://localhost'));
    expect((await made.tenantry('whoami')).code).toBe(3);
    expect(taken()).toEqual([]);
  });

  test('goes with logout, which also revokes it', async () => {
    const made = await signedIn();
    const { code, out } = await made.tenantry('logout', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ profile: 'default', wasSignedIn: true, isRevoked: true });
    expect(cognito.calls).toEqual([expect.stringMatching(/^revoke refresh-/)]);
    expect(existsSync(fileOf(made, 'tokens/default.json'))).toBe(false);
    expect((await made.tenantry('whoami')).code).toBe(3);
  });
});

describe('login with the URL of the super admin console', () => {
  const config = () => ({
    stage: 'prod',
    region: 'us-east-1',
    userPoolId: 'us-east-1_pool',
    clientId: 'c',
    signInUrl: cognito.url,
    apiUrl: '/api',
  });
  const consoleAt = (answer: Response) =>
    shell({ fetch: async (input, init) => (String(input).endsWith('/config.json') ? answer : fetch(input, init)) });

  test('finds out the rest by itself', async () => {
    const made = consoleAt(Response.json(config()));
    expect((await made.tenantry('login', 'https://superadmin.app.example.com/tenants', '--profile', 'prod')).code).toBe(0);
    expect(JSON.parse(readFileSync(fileOf(made, 'config.json'), 'utf8'))).toEqual({
      defaultProfile: 'prod',
      profiles: {
        prod: {
          apiUrl: 'https://superadmin.app.example.com/api',
          consoleUrl: 'https://superadmin.app.example.com',
          clientId: 'c',
          issuer: cognito.issuer,
          signInUrl: cognito.url,
        },
      },
    });
  });

  test('which is none ends with 1, and says what to give instead', async () => {
    const { code, err } = await consoleAt(new Response('<html>')).tenantry('login', 'https://www.example.com');
    expect(code).toBe(1);
    expect(err).toContain('--api-url and --client-id');
  });
});
