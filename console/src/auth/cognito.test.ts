import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { renew, respond, signIn } from './cognito.ts';
import { byPassword, fakeBrowser } from './testing/fake-browser.ts';

let browser: ReturnType<typeof fakeBrowser>;
beforeEach(() => {
  browser = fakeBrowser();
});
afterEach(() => browser.restore());
const AuthenticationResult = { AccessToken: 'access', IdToken: 'id', RefreshToken: 'refresh', ExpiresIn: 3_600 };

test('a sign-in ends with tokens', async () => {
  browser.answers(() => Response.json({ AuthenticationResult }));
  expect(await signIn(byPassword, 'ada@example.com', 'secret')).toMatchObject({
    kind: 'signedIn',
    tokens: { idToken: 'id', refreshToken: 'refresh' },
  });
  expect(browser.asked).toMatchObject([{ url: 'https://cognito.example', operation: 'InitiateAuth' }]);
});

test('the first sign-in asks for a password of one’s own, and may then ask for a code', async () => {
  browser.answers(
    () => Response.json({ ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 's-1' }),
    () => Response.json({ ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: 's-2' }),
    () => Response.json({ AuthenticationResult }),
  );
  const first = await signIn(byPassword, 'ada@example.com', 'temporary');
  if (first.kind !== 'newPassword') throw new Error(first.kind);
  const second = await respond(byPassword, first, 'my-own');
  expect(second).toEqual({ kind: 'code', session: 's-2', email: 'ada@example.com' });
  if (second.kind !== 'code') throw new Error(second.kind);
  expect(await respond(byPassword, second, '123456')).toMatchObject({ kind: 'signedIn' });
  expect(browser.asked.map(({ body }) => JSON.parse(body).ChallengeResponses)).toEqual([
    undefined,
    { USERNAME: 'ada@example.com', NEW_PASSWORD: 'my-own' },
    { USERNAME: 'ada@example.com', SOFTWARE_TOKEN_MFA_CODE: '123456' },
  ]);
});

test('a challenge that the console does not know is said', async () => {
  browser.answers(() => Response.json({ ChallengeName: 'SMS_MFA', Session: 's' }));
  await expect(signIn(byPassword, 'ada@example.com', 'secret')).rejects.toThrow(/SMS_MFA/);
});

test("what Cognito refuses is said in Cognito's words", async () => {
  browser.answers(() => Response.json({ __type: 'NotAuthorizedException', message: 'Incorrect username or password.' }, { status: 400 }));
  await expect(signIn(byPassword, 'ada@example.com', 'wrong')).rejects.toMatchObject({
    message: 'Incorrect username or password.',
    code: 'NotAuthorizedException',
  });
});

test('a renewal keeps the refresh token, which Cognito does not repeat', async () => {
  browser.answers(() => Response.json({ AuthenticationResult: { ...AuthenticationResult, RefreshToken: undefined } }));
  expect((await renew(byPassword, 'kept')).refreshToken).toBe('kept');
});
