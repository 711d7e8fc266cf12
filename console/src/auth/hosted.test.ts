import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { authorizeUrl, challengeOf, finishSignIn, logoutUrl } from './hosted.ts';
import { fakeBrowser, hosted } from './testing/fake-browser.ts';

let browser: ReturnType<typeof fakeBrowser>;
beforeEach(() => {
  browser = fakeBrowser();
});
afterEach(() => browser.restore());

test('the challenge is that of RFC 7636, appendix B', async () => {
  expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('a person leaves for Cognito and comes back with a code, which becomes tokens', async () => {
  const left = new URL(await authorizeUrl(hosted, '/quotas'));
  const asked = left.searchParams;
  expect([left.origin, asked.get('redirect_uri'), asked.get('code_challenge_method')]).toEqual([
    'https://sign-in.example',
    'https://superadmin.example/signed-in',
    'S256',
  ]);
  browser.answers(() => Response.json({ id_token: 'id', access_token: 'access', refresh_token: 'refresh', expires_in: 3_600 }));
  const back = new URLSearchParams({ code: 'c-1', state: asked.get('state') ?? '' });
  expect(await finishSignIn(hosted, back)).toMatchObject({ tokens: { idToken: 'id', refreshToken: 'refresh' }, returnTo: '/quotas' });
  const sent = new URLSearchParams(browser.asked[0]?.body);
  expect(await challengeOf(sent.get('code_verifier') ?? '')).toBe(asked.get('code_challenge'));
  expect([sent.get('code'), sent.get('client_id')]).toEqual(['c-1', 'client']);
});

test('a code that was not asked for in this tab is refused, and asks Cognito for nothing', async () => {
  await expect(finishSignIn(hosted, new URLSearchParams({ code: 'c', state: 's' }))).rejects.toMatchObject({ code: 'StateMismatch' });
  await authorizeUrl(hosted, '/');
  await expect(finishSignIn(hosted, new URLSearchParams({ code: 'c', state: 'another' }))).rejects.toMatchObject({ code: 'StateMismatch' });
  expect(browser.asked).toEqual([]);
});

test('a code is good for once', async () => {
  const state = new URL(await authorizeUrl(hosted, '/')).searchParams.get('state') ?? '';
  browser.answers(() => Response.json({ id_token: 'id', expires_in: 1 }));
  await finishSignIn(hosted, new URLSearchParams({ code: 'c', state }));
  await expect(finishSignIn(hosted, new URLSearchParams({ code: 'c', state }))).rejects.toMatchObject({ code: 'StateMismatch' });
});

test('why Cognito sent nobody back is said', async () => {
  const query = new URLSearchParams({ error: 'access_denied', error_description: 'User is disabled.' });
  await expect(finishSignIn(hosted, query)).rejects.toThrow('User is disabled.');
});

test('signing out ends the session of Cognito’s page, too', () => {
  expect(logoutUrl(hosted)).toBe('https://sign-in.example/logout?client_id=client&logout_uri=https%3A%2F%2Fsuperadmin.example%2F');
});
