import {
  CognitoIdentityProviderClient,
  DeleteUserAttributesCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect } from '@jest/globals';
import { pageBrowser, secretOf } from '@laptop/aws/testing/sign-in-pages';
import { beginSignIn, finishSignIn, renewTokens, revokeToken } from '@tenantry/api-client/sign-in';
import { httpFetch } from '../../../laptop/demo/http.ts';
import { signInAt } from '../../../laptop/demo/sign-in.ts';
import { callerOf, signatureOf } from '../../../services/admin/src/api/request/access.ts';
import { harness } from '../../e2e/harness.ts';
import { attack } from '../attack.ts';
import { claimsOf, type Hospital, hospital } from './hospital.ts';
import { newExchange, proof, type Verifier } from './srp.ts';

/** Cognito's API, which everybody may call. */
const cognito = () => new CognitoIdentityProviderClient({ credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
const signedIn = ({ place, console, person }: Hospital) => signInAt(place, console, person);

/** The best token that a user gets: by Cognito's API, with the one flow that the client allows, it has more scopes than the pages'. */
const apiToken = async ({ place: { clientId: ClientId }, userPoolId, person }: Hospital): Promise<string> => {
  const exchange = newExchange();
  const begin = { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: person.email, SRP_A: exchange.shared } } as const;
  const { ChallengeParameters } = await cognito().send(new InitiateAuthCommand(begin));
  const verifier = ChallengeParameters as unknown as Verifier;
  const answers = await proof(userPoolId, exchange, verifier, person.newPassword ?? '');
  const answer = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses: answers } as const;
  const { AuthenticationResult } = await cognito().send(new RespondToAuthChallengeCommand(answer));
  return AuthenticationResult?.AccessToken ?? '';
};

attack('own-email-changed', "a user takes another's e-mail address to sign what they do as somebody else", async () => {
  const of = await hospital();
  const { idToken, accessToken } = await signedIn(of);
  const fromApi = await apiToken(of);
  expect(claimsOf(fromApi).scope).toContain('aws.cognito.signin.user.admin');
  for (const AccessToken of [accessToken, fromApi]) {
    for (const Name of ['email', 'email_verified', 'name', 'preferred_username', 'custom:role']) {
      const UserAttributes = [{ Name, Value: 'chief@anna.example' }];
      await expect(cognito().send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }))).rejects.toThrow(
        /NotAuthorized|scopes|unauthorized/,
      );
    }
  }
  await expect(
    cognito().send(new DeleteUserAttributesCommand({ AccessToken: accessToken, UserAttributeNames: ['email'] })),
  ).rejects.toThrow();
  // Were it changed all the same, the signature would be the same.
  const { sub } = claimsOf(idToken);
  const renamed = callerOf({ ...claimsOf(idToken), email: 'chief@anna.example' });
  expect(signatureOf(renamed).requestedBy).toBe(sub);
});

attack(
  'token-of-a-tenant',
  "a tenant's token is sent to the super admins' API, and its refresh token to another tenant's pages",
  async () => {
    const [of, other] = [await hospital(), await hospital()];
    const { idToken, accessToken, refreshToken } = await signedIn(of);
    const { admin } = await harness();
    for (const token of [idToken, accessToken]) {
      const { status } = await httpFetch(`${admin.apiUrl}/tenants`, { headers: { authorization: `Bearer ${token}` } });
      expect(status).toBe(401);
    }
    await expect(renewTokens(other.place, refreshToken)).rejects.toMatchObject({ code: expect.stringMatching(/invalid_/) });
    await expect(renewTokens({ ...other.place, clientId: of.place.clientId }, refreshToken)).rejects.toMatchObject({
      code: 'invalid_client',
    });
  },
);

attack('token-after-sign-out', 'tokens that somebody kept are used after their owner has signed out', async () => {
  const of = await hospital();
  const { idToken, refreshToken } = await signedIn(of);
  await revokeToken(of.place, refreshToken);
  await expect(renewTokens(of.place, refreshToken)).rejects.toMatchObject({ code: 'invalid_grant' });
  // API Gateway does not ask Cognito about revocation: what is left ends by itself.
  const { iat, exp } = claimsOf(idToken);
  expect(Number(exp) - Number(iat)).toBeLessThanOrEqual(600);
});

attack('password-past-the-pages', "a user's password is tried at Cognito's API, where no page asks for a second factor", async () => {
  const of = await hospital();
  await signedIn(of);
  const { email, newPassword = '' } = of.person;
  for (const AuthFlow of ['USER_PASSWORD_AUTH', 'ADMIN_USER_PASSWORD_AUTH'] as const) {
    const attempt = { ClientId: of.place.clientId, AuthFlow, AuthParameters: { USERNAME: email, PASSWORD: newPassword } };
    await expect(cognito().send(new InitiateAuthCommand(attempt))).rejects.toThrow();
  }
});

attack('second-factor-skipped', 'a user of a production pool goes back to the application before the second factor is set up', async () => {
  const of = await hospital({ production: true });
  const browser = pageBrowser();
  const { url, pending } = await beginSignIn(of.place, `${of.console}/signed-in`);
  const first = await browser.submit(await browser.open(url), { username: of.person.email, password: of.person.password });
  const setUp = await browser.submit(first, { new_password: of.person.newPassword ?? '' });
  expect(secretOf(setUp)).toBeDefined();
  // The page's own session is none yet: it asks for the password again.
  expect((await browser.open(url)).left).toBeUndefined();
  expect((await browser.submit(setUp, { code: '' })).left).toBeUndefined();
  await expect(finishSignIn(of.place, pending, new URLSearchParams({ state: pending.state, code: 'guessed' }))).rejects.toThrow();
});
