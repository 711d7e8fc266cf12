import { afterEach, expect, test } from '@jest/globals';
import { renew, setNewPassword, signIn } from './cognito.ts';
import type { Config } from './config.ts';

const config = { userPoolId: 'us-east-1_pool', userPoolClientId: 'client', cognitoEndpoint: 'https://cognito.example' } as Config;
const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});
/** Cognito that gives these answers, the last one again and again; remembers what it was asked. */
const cognito = (status: number, ...answers: readonly object[]) => {
  const asked: { url: string; target: string; body: { AuthParameters?: object; ChallengeResponses?: object } }[] = [];
  globalThis.fetch = async (url, init) => {
    const headers = init?.headers as Record<string, string>;
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push({ url: String(url), target: headers['x-amz-target'] ?? '', body: JSON.parse(String(init?.body)) });
    return Response.json(answer, { status });
  };
  return asked;
};
/** A challenge as Cognito gives it; `srp.aws.test.ts` checks the proof that answers it. */
const challenge = {
  ChallengeName: 'PASSWORD_VERIFIER',
  ChallengeParameters: { SALT: '7a', SRP_B: 'b00b1e', SECRET_BLOCK: btoa('secret block'), USER_ID_FOR_SRP: 'user-1' },
};
const AuthenticationResult = { AccessToken: 'access', IdToken: 'id', RefreshToken: 'refresh', ExpiresIn: 3600 };

test("a sign-in goes to the tenant's own pool, proves the password without sending it, and ends with tokens", async () => {
  const asked = cognito(200, challenge, { AuthenticationResult });
  expect(await signIn(config, 'ada@anna.example', 'Secret-Of-Ada')).toMatchObject({
    kind: 'signedIn',
    tokens: { idToken: 'id', refreshToken: 'refresh' },
  });
  expect(asked).toMatchObject([
    {
      url: 'https://cognito.example',
      target: 'AWSCognitoIdentityProviderService.InitiateAuth',
      body: { AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'ada@anna.example' }, ClientId: 'client' },
    },
    {
      target: 'AWSCognitoIdentityProviderService.RespondToAuthChallenge',
      body: {
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: { USERNAME: 'user-1', PASSWORD_CLAIM_SECRET_BLOCK: btoa('secret block') },
      },
    },
  ]);
  expect(JSON.stringify(asked)).not.toContain('Secret-Of-Ada');
});

test('the first sign-in asks for a password of one’s own', async () => {
  cognito(200, challenge, { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 's' });
  const next = await signIn(config, 'ada@anna.example', 'temporary');
  expect(next).toEqual({ kind: 'newPassword', session: 's', userId: 'user-1' });
  const asked = cognito(200, { AuthenticationResult });
  await setNewPassword(config, 's', 'user-1', 'own');
  expect(asked[0]?.body.ChallengeResponses).toEqual({ USERNAME: 'user-1', NEW_PASSWORD: 'own' });
});

test('a renewal keeps the refresh token, which Cognito does not repeat', async () => {
  cognito(200, { AuthenticationResult: { ...AuthenticationResult, RefreshToken: undefined } });
  expect((await renew(config, 'refresh')).refreshToken).toBe('refresh');
});

test("what Cognito refuses is said in Cognito's words", async () => {
  cognito(400, { message: 'Incorrect username or password.' });
  await expect(signIn(config, 'ada@anna.example', 'wrong')).rejects.toThrow('Incorrect username or password.');
});
