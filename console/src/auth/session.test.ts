import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createSession } from './session.ts';
import { config, fakeBrowser, idToken } from './testing/fake-browser.ts';
import type { Tokens } from './tokens.ts';

let browser: ReturnType<typeof fakeBrowser>;
beforeEach(() => {
  browser = fakeBrowser();
});
afterEach(() => browser.restore());
const tokens = (token: string, seconds: number): Tokens => ({
  idToken: token,
  refreshToken: 'refresh',
  expires: Date.now() + seconds * 1_000,
});
const given = (token: string, lastsSeconds: number) => ({ idToken: token, accessToken: '', refreshToken: 'refresh', lastsSeconds });
const NEW = idToken();
const renewed = () => Response.json({ id_token: NEW, access_token: 'a', refresh_token: 'rotated', token_type: 'Bearer', expires_in: 600 });
const refused = () => Response.json({ error: 'invalid_grant' }, { status: 400 });

test('a token that is good is used as it is, and survives a reload', async () => {
  const session = createSession(config, undefined);
  session.start(given('good', 3_600));
  expect(await session.idToken()).toBe('good');
  expect(createSession(config).tokens()?.idToken).toBe('good');
  expect(browser.asked).toEqual([]);
});

test('many requests with an old token ask for one new one', async () => {
  browser.answers(renewed);
  const session = createSession(config, tokens('old', 30));
  expect(await Promise.all([session.idToken(), session.idToken(), session.idToken()])).toEqual([NEW, NEW, NEW]);
  expect(browser.asked).toHaveLength(1);
  expect(session.tokens()?.refreshToken).toBe('rotated');
});

test('a session that Cognito no longer renews has expired', async () => {
  browser.answers(refused);
  const session = createSession(config, tokens('old', 30));
  await expect(session.idToken()).rejects.toThrow('invalid_grant');
  expect([session.tokens(), session.wasExpired()]).toEqual([undefined, true]);
});

test('a network that is away for a moment ends no session', async () => {
  browser.answers(() => Promise.reject(new TypeError('Failed to fetch')), renewed);
  const session = createSession(config, tokens('old', 30));
  await expect(session.idToken()).rejects.toThrow('Failed to fetch');
  expect(await session.idToken()).toBe(NEW);
});

test('signing out revokes the token, and a renewal that comes late changes nothing', async () => {
  browser.answers(renewed, () => new Response());
  const session = createSession(config, tokens('old', 30));
  const late = session.idToken();
  await session.end();
  await late;
  expect([session.tokens(), session.wasExpired(), browser.stored.size]).toEqual([undefined, false, 0]);
  expect(browser.asked.map(({ url }) => new URL(url).pathname)).toEqual(['/oauth2/token', '/oauth2/revoke']);
  expect(browser.left).toEqual([expect.stringContaining('https://sign-in.example/logout?')]);
});

test('whoever listens hears of every change', () => {
  const session = createSession(config, undefined);
  let heard = 0;
  const stop = session.subscribe(() => {
    heard++;
  });
  session.start(given('a', 3_600));
  session.expire();
  stop();
  session.start(given('b', 3_600));
  expect(heard).toBe(2);
});
