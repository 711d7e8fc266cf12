import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { comeBack, leave, leaveForGood } from './sign-in.ts';
import { config, fakeBrowser, idToken } from './testing/fake-browser.ts';

let browser: ReturnType<typeof fakeBrowser>;
beforeEach(() => {
  browser = fakeBrowser();
});
afterEach(() => browser.restore());

const tokens = (nonce: string | null) => () =>
  Response.json({
    id_token: idToken({ nonce }),
    access_token: 'access',
    refresh_token: 'refresh',
    token_type: 'Bearer',
    expires_in: 600,
  });

test('a person leaves for Cognito and comes back with a code, which becomes tokens', async () => {
  const left = new URL(await leave(config, '/quotas'));
  const asked = left.searchParams;
  expect([left.origin, asked.get('redirect_uri'), asked.get('code_challenge_method')]).toEqual([
    'https://sign-in.example',
    'https://superadmin.example/signed-in',
    'S256',
  ]);
  browser.answers(tokens(asked.get('nonce')));
  const back = new URLSearchParams({ code: 'c-1', state: asked.get('state') ?? '' });
  expect(await comeBack(config, back)).toMatchObject({ tokens: { refreshToken: 'refresh', lastsSeconds: 600 }, returnTo: '/quotas' });
  const sent = new URLSearchParams(browser.asked[0]?.body);
  expect([sent.get('code'), sent.get('client_id'), (sent.get('code_verifier') ?? '').length > 40]).toEqual(['c-1', 'client', true]);
});

test('a code that was not asked for in this tab is refused, and asks Cognito for nothing', async () => {
  await expect(comeBack(config, new URLSearchParams({ code: 'c', state: 's' }))).rejects.toMatchObject({ code: 'not_begun' });
  await leave(config, '/');
  await expect(comeBack(config, new URLSearchParams({ code: 'c', state: 'another' }))).rejects.toThrow('try again');
  await leave(config, '/');
  await expect(comeBack(config, new URLSearchParams({ code: 'c' }))).rejects.toThrow('try again');
  expect(browser.asked).toEqual([]);
});

test('a code is good for once, and tokens of another sign-in are not taken', async () => {
  const asked = new URL(await leave(config, '/')).searchParams;
  const back = new URLSearchParams({ code: 'c', state: asked.get('state') ?? '' });
  browser.answers(tokens('of-somebody-else'));
  await expect(comeBack(config, back)).rejects.toThrow('try again');
  await expect(comeBack(config, back)).rejects.toMatchObject({ code: 'not_begun' });
});

test('why Cognito sent nobody back is said', async () => {
  const asked = new URL(await leave(config, '/')).searchParams;
  const query = new URLSearchParams({ error: 'access_denied', error_description: 'User is disabled.', state: asked.get('state') ?? '' });
  await expect(comeBack(config, query)).rejects.toThrow('User is disabled.');
});

test('signing out ends the session of Cognito’s page, too', () => {
  expect(leaveForGood(config)).toBe('https://sign-in.example/logout?client_id=client&logout_uri=https%3A%2F%2Fsuperadmin.example%2F');
});
