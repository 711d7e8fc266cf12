import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createSession } from './session.ts';
import { byPassword, fakeBrowser } from './testing/fake-browser.ts';
import type { Tokens } from './tokens.ts';

let browser: ReturnType<typeof fakeBrowser>;
beforeEach(() => {
  browser = fakeBrowser();
});
afterEach(() => browser.restore());
const tokens = (idToken: string, seconds: number): Tokens => ({
  idToken,
  accessToken: '',
  refreshToken: 'refresh',
  expires: Date.now() + seconds * 1_000,
});
const renewed = () => Response.json({ AuthenticationResult: { IdToken: 'new', AccessToken: '', ExpiresIn: 3_600 } });
const refused = () => Response.json({ __type: 'NotAuthorizedException', message: 'Refresh Token has expired' }, { status: 400 });

test('a token that is good is used as it is, and survives a reload', async () => {
  const session = createSession(byPassword, undefined);
  session.start(tokens('good', 3_600));
  expect(await session.idToken()).toBe('good');
  expect(createSession(byPassword).tokens()?.idToken).toBe('good');
  expect(browser.asked).toEqual([]);
});

test('many requests with an old token ask for one new one', async () => {
  browser.answers(renewed);
  const session = createSession(byPassword, tokens('old', 30));
  expect(await Promise.all([session.idToken(), session.idToken(), session.idToken()])).toEqual(['new', 'new', 'new']);
  expect(browser.asked).toHaveLength(1);
  expect(session.tokens()?.refreshToken).toBe('refresh');
});

test('a session that Cognito no longer renews has expired', async () => {
  browser.answers(refused);
  const session = createSession(byPassword, tokens('old', 30));
  await expect(session.idToken()).rejects.toThrow('Refresh Token has expired');
  expect([session.tokens(), session.wasExpired()]).toEqual([undefined, true]);
});

test('a network that is away for a moment ends no session', async () => {
  browser.answers(() => Promise.reject(new TypeError('Failed to fetch')), renewed);
  const session = createSession(byPassword, tokens('old', 30));
  await expect(session.idToken()).rejects.toThrow('Failed to fetch');
  expect(await session.idToken()).toBe('new');
});

test('signing out revokes the token, and a renewal that comes late changes nothing', async () => {
  browser.answers(renewed, () => Response.json({}));
  const session = createSession(byPassword, tokens('old', 30));
  const late = session.idToken();
  await session.end();
  await late;
  expect([session.tokens(), session.wasExpired(), browser.stored.size]).toEqual([undefined, false, 0]);
  expect(browser.asked.map(({ operation }) => operation)).toEqual(['InitiateAuth', 'RevokeToken']);
});

test('whoever listens hears of every change', () => {
  const session = createSession(byPassword, undefined);
  let heard = 0;
  const stop = session.subscribe(() => {
    heard++;
  });
  session.start(tokens('a', 3_600));
  session.expire();
  stop();
  session.start(tokens('b', 3_600));
  expect(heard).toBe(2);
});
