import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Config } from './config.ts';
import { comeBack, leave, leaveForGood } from './sign-in.ts';
import { idToken } from './testing/id-token.ts';

const config = { userPoolId: 'us-east-1_pool', userPoolClientId: 'client', signInUrl: 'https://sign-in.example' } as Config;
const before = { fetch: globalThis.fetch, sessionStorage: globalThis.sessionStorage, location: globalThis.location };
const define = (values: object): void => {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
};
let asked: { url: string; body: URLSearchParams }[];
let answer: () => Response;
beforeEach(() => {
  const stored = new Map<string, string>();
  asked = [];
  define({
    fetch: async (url: string | URL, init?: RequestInit) => {
      asked.push({ url: String(url), body: new URLSearchParams(String(init?.body)) });
      return answer();
    },
    sessionStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    },
    location: { origin: 'https://mercy.example' },
  });
});
afterEach(() => define(before));

const gone = async () => new URL(await leave(config)).searchParams;
const back = (query: URLSearchParams) => new URLSearchParams({ code: 'c', state: query.get('state') ?? '' });
const tokens = (nonce: string | null) => () =>
  Response.json({ id_token: idToken({ nonce }), access_token: 'a', refresh_token: 'r', token_type: 'Bearer', expires_in: 600 });

test("a person leaves for the pages of the tenant's own pool, and a code becomes tokens", async () => {
  const query = await gone();
  expect([query.get('redirect_uri'), query.get('code_challenge_method'), query.get('client_id')]).toEqual([
    'https://mercy.example/signed-in',
    'S256',
    'client',
  ]);
  answer = tokens(query.get('nonce'));
  expect(await comeBack(config, back(query))).toMatchObject({ refreshToken: 'r' });
  expect(asked[0]?.url).toBe('https://sign-in.example/oauth2/token');
  expect((asked[0]?.body.get('code_verifier') ?? '').length).toBeGreaterThan(40);
});

test.each([
  ['without a state', () => new URLSearchParams({ code: 'c' })],
  ['with another state', () => new URLSearchParams({ code: 'c', state: 'another' })],
])('a code that comes %s is not taken', async (_, query) => {
  await gone();
  await expect(comeBack(config, query())).rejects.toThrow('not begun in this tab');
  expect(asked).toEqual([]);
});

test('a code is taken once, and tokens of another sign-in never', async () => {
  const query = await gone();
  answer = tokens('of another');
  await expect(comeBack(config, back(query))).rejects.toThrow('not begun in this tab');
  await expect(comeBack(config, back(query))).rejects.toThrow('not begun in this tab');
  expect(asked).toHaveLength(1);
});

test('signing out revokes the refresh token and ends the session of the page', async () => {
  answer = () => new Response();
  const end = await leaveForGood(config, { idToken: '', refreshToken: 'r', expires: 0 });
  expect([asked[0]?.url, asked[0]?.body.get('token')]).toEqual(['https://sign-in.example/oauth2/revoke', 'r']);
  expect(end).toBe('https://sign-in.example/logout?client_id=client&logout_uri=https%3A%2F%2Fmercy.example%2F');
});
