import { afterEach, expect, test } from '@jest/globals';
import { goOn, renew, signIn } from './cognito.ts';
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
  if (next.kind === 'signedIn') throw new Error('signed in with a temporary password');
  const asked = cognito(200, { AuthenticationResult });
  await goOn(config, next, 'own');
  expect(asked[0]?.body.ChallengeResponses).toEqual({ USERNAME: 'user-1', NEW_PASSWORD: 'own' });
});

test('after a new password Cognito may ask for a code of the app', async () => {
  cognito(200, { ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: 's2' });
  const next = await goOn(config, { kind: 'newPassword', session: 's', userId: 'user-1' }, 'own');
  expect(next).toEqual({ kind: 'code', session: 's2', userId: 'user-1' });
});

test('where a pool demands a second factor, who has none sets it up and is signed in', async () => {
  cognito(200, challenge, { ChallengeName: 'MFA_SETUP', Session: 's1' }, { SecretCode: 'KRSXG5A', Session: 's2' });
  const next = await signIn(config, 'ada@anna.example', 'Secret-Of-Ada');
  expect(next).toEqual({ kind: 'newFactor', session: 's2', userId: 'user-1', secret: 'KRSXG5A' });
  if (next.kind === 'signedIn') throw new Error('signed in without the second factor');
  const asked = cognito(200, { Status: 'SUCCESS', Session: 's3' }, { AuthenticationResult });
  expect(await goOn(config, next, '123456')).toMatchObject({ kind: 'signedIn' });
  expect(asked).toMatchObject([
    { target: 'AWSCognitoIdentityProviderService.VerifySoftwareToken', body: { Session: 's2', UserCode: '123456' } },
    { body: { ChallengeName: 'MFA_SETUP', Session: 's3', ChallengeResponses: { USERNAME: 'user-1' } } },
  ]);
});

test('a renewal keeps the refresh token, which Cognito does not repeat', async () => {
  cognito(200, { AuthenticationResult: { ...AuthenticationResult, RefreshToken: undefined } });
  expect((await renew(config, 'refresh')).refreshToken).toBe('refresh');
});

test("what Cognito refuses is said in Cognito's words", async () => {
  cognito(400, { message: 'Incorrect username or password.' });
  await expect(signIn(config, 'ada@anna.example', 'wrong')).rejects.toThrow('Incorrect username or password.');
});
