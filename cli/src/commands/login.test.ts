import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type FakeCognito, fakeCognito, PASSWORD } from '../testing/fake-cognito.ts';
import type { FakeTerminal } from '../testing/fake-terminal.ts';
import { commandFixture } from '../testing/fixture.ts';

const { terminal, taken, url } = commandFixture();
let cognito: FakeCognito;
beforeAll(async () => {
  cognito = await fakeCognito();
});
beforeEach(() => {
  cognito.calls.splice(0);
  cognito.challenges = [];
  cognito.isRefusing = false;
});
afterAll(() => cognito.close());

const me = { 'GET /me': () => ({ subject: 's', displayName: 'ada', groups: ['admin'], group: 'admin' as const }) };
/** A terminal that is not signed in yet. */
const shell = (typed?: readonly string[]) =>
  terminal(me, { env: { TENANTRY_API_URL: undefined, TENANTRY_TOKEN: undefined }, ...(typed ? { typed } : {}) });
const flags = () => ['--api-url', url(), '--client-id', 'c', '--cognito-endpoint', cognito.url];
const fileOf = ({ terminal: { configFolder } }: FakeTerminal, name: string) => path.join(configFolder, 'tenantry', name);
const hour = 3_600_000;

describe('login by password', () => {
  test('keeps profile and tokens where only their owner may read them, and no password', async () => {
    const signedIn = shell(['ada@example.com', PASSWORD]);
    const { code, out } = await signedIn.tenantry('login', ...flags());
    expect([code, out]).toEqual([0, `signed in to ${url()} (profile default)\n`]);
    for (const file of ['config.json', 'tokens/default.json']) {
      expect(statSync(fileOf(signedIn, file)).mode & 0o777).toBe(0o600);
      expect(readFileSync(fileOf(signedIn, file), 'utf8')).not.toContain(PASSWORD);
    }
    expect((await signedIn.tenantry('whoami', '--json')).out).toContain("it is the configuration's default");
  });

  test('answers what Cognito asks for: a new password, a code', async () => {
    cognito.challenges = ['NEW_PASSWORD_REQUIRED', 'SOFTWARE_TOKEN_MFA'];
    const { code } = await shell([PASSWORD, 'New-password-1!', '123456']).tenantry('login', ...flags(), '--email', 'ada@example.com');
    expect(code).toBe(0);
    expect(cognito.calls).toEqual([
      'InitiateAuth USER_PASSWORD_AUTH',
      'RespondToAuthChallenge New-password-1!',
      'RespondToAuthChallenge 123456',
    ]);
  });

  test('that is refused, or asks for what only a browser answers, ends with 3 and keeps nothing', async () => {
    const wrong = shell(['ada@example.com', 'wrong']);
    expect((await wrong.tenantry('login', ...flags())).code).toBe(3);
    cognito.challenges = ['WEB_AUTHN'];
    expect((await shell([PASSWORD]).tenantry('login', ...flags(), '--email', 'a')).code).toBe(3);
    expect(existsSync(fileOf(wrong, 'config.json'))).toBe(false);
  });

  test('is wrong usage where nobody can be asked', async () => {
    expect((await shell().tenantry('login', ...flags())).code).toBe(2);
  });

  test.each(['http://api.example.com', 'nowhere'])('never goes to %s: it would be unencrypted', async (apiUrl) => {
    expect((await shell([]).tenantry('login', '--api-url', apiUrl, '--client-id', 'c')).code).toBe(2);
  });
});

describe('a token', () => {
  const signedIn = async () => {
    const made = shell(['ada@example.com', PASSWORD]);
    await made.tenantry('login', ...flags());
    cognito.calls.splice(0);
    return made;
  };

  test('is used while it lasts, and renewed when it is about to end', async () => {
    const made = await signedIn();
    expect((await made.tenantry('whoami')).code).toBe(0);
    expect(cognito.calls).toEqual([]);
    await made.terminal.sleep(hour);
    expect((await made.tenantry('whoami')).code).toBe(0);
    await made.terminal.sleep(hour);
    expect((await made.tenantry('whoami')).code).toBe(0);
    expect(cognito.calls).toEqual(['InitiateAuth REFRESH_TOKEN_AUTH', 'InitiateAuth REFRESH_TOKEN_AUTH']);
  });

  test('that cannot be renewed ends with 3, and says how to sign in', async () => {
    const made = await signedIn();
    await made.terminal.sleep(hour);
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
    expect(cognito.calls).toEqual(['RevokeToken refresh-1']);
    expect(existsSync(fileOf(made, 'tokens/default.json'))).toBe(false);
    expect((await made.tenantry('whoami')).code).toBe(3);
  });
});

describe('login with the URL of the super admin console', () => {
  const config = () => ({ stage: 'prod', clientId: 'c', cognitoEndpoint: cognito.url, apiUrl: '/api', signIn: 'password' });
  const consoleAt = (answer: Response) =>
    terminal(me, {
      env: { TENANTRY_API_URL: undefined, TENANTRY_TOKEN: undefined },
      typed: ['ada@example.com', PASSWORD],
      fetch: async (input, init) => (String(input).endsWith('/config.json') ? answer : fetch(input, init)),
    });

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
          cognitoEndpoint: `${cognito.url}/`,
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
