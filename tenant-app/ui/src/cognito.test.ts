import { afterEach, expect, test } from '@jest/globals';
import { renew, setNewPassword, signIn } from './cognito.ts';
import type { Config } from './config.ts';

const config = { userPoolClientId: 'client', cognitoEndpoint: 'https://cognito.example' } as Config;
const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});
/** Cognito that gives one answer; remembers what it was asked. */
const cognito = (status: number, answer: object) => {
  const asked: { url: string; target: string; body: { AuthParameters?: object; ChallengeResponses?: object } }[] = [];
  globalThis.fetch = async (url, init) => {
    const headers = init?.headers as Record<string, string>;
    asked.push({ url: String(url), target: headers['x-amz-target'] ?? '', body: JSON.parse(String(init?.body)) });
    return Response.json(answer, { status });
  };
  return asked;
};
const AuthenticationResult = { AccessToken: 'access', IdToken: 'id', RefreshToken: 'refresh', ExpiresIn: 3600 };

test("a sign-in goes to the tenant's own pool and ends with tokens", async () => {
  const asked = cognito(200, { AuthenticationResult });
  expect(await signIn(config, 'ada@anna.example', 'secret')).toMatchObject({
    kind: 'signedIn',
    tokens: { idToken: 'id', refreshToken: 'refresh' },
  });
  expect(asked).toEqual([
    {
      url: 'https://cognito.example',
      target: 'AWSCognitoIdentityProviderService.InitiateAuth',
      body: { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ada@anna.example', PASSWORD: 'secret' }, ClientId: 'client' },
    },
  ]);
});

test('the first sign-in asks for a password of one’s own', async () => {
  cognito(200, { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 's' });
  const next = await signIn(config, 'ada@anna.example', 'temporary');
  expect(next).toEqual({ kind: 'newPassword', session: 's', email: 'ada@anna.example' });
  const asked = cognito(200, { AuthenticationResult });
  await setNewPassword(config, 's', 'ada@anna.example', 'own');
  expect(asked[0]?.body.ChallengeResponses).toEqual({ USERNAME: 'ada@anna.example', NEW_PASSWORD: 'own' });
});

test('a renewal keeps the refresh token, which Cognito does not repeat', async () => {
  cognito(200, { AuthenticationResult: { ...AuthenticationResult, RefreshToken: undefined } });
  expect((await renew(config, 'refresh')).refreshToken).toBe('refresh');
});

test("what Cognito refuses is said in Cognito's words", async () => {
  cognito(400, { message: 'Incorrect username or password.' });
  await expect(signIn(config, 'ada@anna.example', 'wrong')).rejects.toThrow('Incorrect username or password.');
});
