import { createHash, randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateManagedLoginBrandingCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { codeOf } from '../../testing/authenticator.ts';
import { type OwnAws, startOwnAws } from '../../testing/own-aws.ts';
import { pageBrowser, problemOf, secretOf, signInAtPages } from '../../testing/sign-in-pages.ts';

let aws: OwnAws;
let admin: CognitoIdentityProviderClient;
beforeAll(async () => {
  aws = await startOwnAws();
  admin = new CognitoIdentityProviderClient(aws.as('333344445555'));
});
afterAll(() => aws.stop());

const CALLBACK = 'https://shop.example.com/signed-in';
const LEAVE = 'https://shop.example.com/';
let pools = 0;
/** A pool with pages, a client, and people who have a temporary password. */
const pool = async ({ branding = true, mfa = 'OPTIONAL' as 'OPTIONAL' | 'ON' } = {}) => {
  const Domain = `pool-${++pools}`;
  const { UserPool } = await admin.send(new CreateUserPoolCommand({ PoolName: Domain, UsernameAttributes: ['email'] }));
  const UserPoolId = UserPool?.Id ?? '';
  await admin.send(
    new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: mfa, SoftwareTokenMfaConfiguration: { Enabled: true } }),
  );
  const { UserPoolClient } = await admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'console',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      SupportedIdentityProviders: ['COGNITO'],
      CallbackURLs: [CALLBACK],
      LogoutURLs: [LEAVE],
      PreventUserExistenceErrors: 'ENABLED',
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    }),
  );
  const ClientId = UserPoolClient?.ClientId ?? '';
  await admin.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, ManagedLoginVersion: 2 }));
  if (branding) await admin.send(new CreateManagedLoginBrandingCommand({ UserPoolId, ClientId, UseCognitoProvidedValues: true }));
  const invite = async (email: string) => {
    await admin.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        TemporaryPassword: 'Temporary-1!',
        MessageAction: 'SUPPRESS',
        UserAttributes: [{ Name: 'email', Value: email }],
      }),
    );
    return { email, password: 'Temporary-1!', newPassword: 'Of-my-own-1!' };
  };
  return { url: `${aws.local.url}/_aws/cognito/${Domain}`, ClientId, invite, domain: Domain };
};
type Pool = Awaited<ReturnType<typeof pool>>;

const verifier = randomBytes(32).toString('base64url');
const asked = ({ url, ClientId }: Pool, more: Readonly<Record<string, string>> = {}) =>
  `${url}/oauth2/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: ClientId,
    redirect_uri: CALLBACK,
    scope: 'openid email',
    state: 'of-mine',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    ...more,
  })}`;
const post = async ({ url }: Pool, path: string, form: Readonly<Record<string, string>>) => {
  const answer = await fetch(`${url}/oauth2/${path}`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, string>>, headers: answer.headers };
};
const redeem = (of: Pool, code: string, more: Readonly<Record<string, string>> = {}) =>
  post(of, 'token', {
    grant_type: 'authorization_code',
    client_id: of.ClientId,
    redirect_uri: CALLBACK,
    code,
    code_verifier: verifier,
    ...more,
  });
const refresh = (of: Pool, token = '') => post(of, 'token', { grant_type: 'refresh_token', client_id: of.ClientId, refresh_token: token });
const codeFrom = (left: URL): string => left.searchParams.get('code') ?? '';

describe('a person signs in', () => {
  test('with a temporary password, chooses one, and comes back with a code that becomes tokens once', async () => {
    const of = await pool();
    const ada = await of.invite('ada@example.com');
    const left = await signInAtPages(asked(of, { nonce: 'n-1' }), ada);
    expect([`${left.origin}${left.pathname}`, left.searchParams.get('state')]).toEqual([CALLBACK, 'of-mine']);
    const { status, body, headers } = await redeem(of, codeFrom(left));
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    const claims = JSON.parse(Buffer.from(body.id_token?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
    expect(claims).toMatchObject({ email: 'ada@example.com', nonce: 'n-1', aud: of.ClientId, token_use: 'id' });
    expect(await redeem(of, codeFrom(left))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    await expect(signInAtPages(asked(of), ada)).rejects.toThrow('Incorrect username or password.');
  });

  test('sets an authenticator app up where the pool demands one, and shows its code from then on', async () => {
    const of = await pool({ mfa: 'ON' });
    const ada = await of.invite('ada@example.com');
    const browser = pageBrowser();
    const first = await browser.submit(await browser.open(asked(of)), { username: ada.email, password: ada.password });
    const setUp = await browser.submit(first, { new_password: ada.newPassword });
    const secret = secretOf(setUp) ?? '';
    const wrong = await browser.submit(setUp, { code: codeOf(secret, Date.now() - 600_000) });
    expect(problemOf(wrong)).toMatch(/Invalid code/);
    expect(codeFrom((await browser.submit(wrong, { code: codeOf(secret) })).left ?? new URL(CALLBACK))).not.toBe('');
    const own = { email: ada.email, password: ada.newPassword, secret };
    expect(codeFrom(await signInAtPages(asked(of), own))).not.toBe('');
    await expect(signInAtPages(asked(of), { ...own, secret: 'MFRGGZDFMZTWQ2LK' })).rejects.toThrow('Invalid code');
  });

  test('gets a new password for a code of the mail, and nobody learns who has an account', async () => {
    const of = await pool();
    const ada = await of.invite('ada@example.com');
    await signInAtPages(asked(of), ada);
    const browser = pageBrowser();
    await browser.open(asked(of));
    const forgot = () => browser.open(asked(of).replace('/oauth2/authorize', '/forgotPassword'));
    const [known, unknown] = [
      await browser.submit(await forgot(), { username: ada.email }),
      await browser.submit(await forgot(), { username: 'eve@example.com' }),
    ];
    const without = (text: string, name: string) => text.replaceAll(name, '');
    expect(without(known.text, ada.email)).toBe(without(unknown.text, 'eve@example.com'));
    expect(problemOf(await browser.submit(known, { code: '000000', new_password: 'Another-one-1!' }))).toMatch(/code/i);
    const signIn = await browser.submit(known, { code: '654321', new_password: 'Another-one-1!' });
    expect(
      codeFrom((await browser.submit(signIn, { username: ada.email, password: 'Another-one-1!' })).left ?? new URL(CALLBACK)),
    ).not.toBe('');
  });

  test('is known to the pages of the same pool for a while, until signed out', async () => {
    const of = await pool();
    const ada = await of.invite('ada@example.com');
    const browser = pageBrowser();
    await signInAtPages(asked(of), ada, browser);
    expect(codeFrom((await browser.open(asked(of))).left ?? new URL(CALLBACK))).not.toBe('');
    expect((await browser.open((await pool()).url)).left).toBeUndefined();
    const leave = new URLSearchParams({ client_id: of.ClientId, logout_uri: LEAVE });
    expect((await browser.open(`${of.url}/logout?${leave}`)).left?.href).toBe(LEAVE);
    expect((await browser.open(asked(of))).left).toBeUndefined();
  });
});

describe('refused is', () => {
  test.each([
    ['another address', { redirect_uri: 'https://shop.example.com.evil.example/signed-in' }],
    ['an address that only begins with the right one', { redirect_uri: `${CALLBACK}/../evil` }],
    ['another client', { client_id: 'nobody' }],
  ])('%s, and the browser is sent nowhere', async (_, more) => {
    const shown = await pageBrowser().open(asked(await pool(), more));
    expect([shown.status, shown.left]).toEqual([400, undefined]);
  });

  test.each([
    ['a scope that the client has not', { scope: 'openid aws.cognito.signin.user.admin' }, 'invalid_scope'],
    ['tokens in the address', { response_type: 'token' }, 'unauthorized_client'],
    ['a challenge in plain text', { code_challenge_method: 'plain' }, 'invalid_request'],
  ])('%s, and the application is told', async (_, more, error) => {
    const { left } = await pageBrowser().open(asked(await pool(), more));
    expect([left?.searchParams.get('error'), left?.searchParams.get('state')]).toEqual([error, 'of-mine']);
  });

  test.each([
    ['without its verifier', { code_verifier: '' }],
    ['with another verifier', { code_verifier: randomBytes(32).toString('base64url') }],
    ['at another address', { redirect_uri: 'https://shop.example.com/other' }],
  ])('a code %s', async (_, more) => {
    const of = await pool();
    const left = await signInAtPages(asked(of), await of.invite('ada@example.com'));
    expect(await redeem(of, codeFrom(left), more)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    // One attempt, whoever makes it.
    expect((await redeem(of, codeFrom(left))).status).toBe(400);
  });

  test('a code of another pool, a refresh token of another pool, and a refresh token that was rotated or revoked', async () => {
    const [of, other] = [await pool(), await pool()];
    const ada = await of.invite('ada@example.com');
    expect((await redeem(other, codeFrom(await signInAtPages(asked(of), ada)))).status).toBe(400);
    const signedIn = await redeem(of, codeFrom(await signInAtPages(asked(of), { ...ada, password: ada.newPassword })));
    expect((await refresh(other, signedIn.body.refresh_token)).status).toBe(400);
    const renewed = await refresh(of, signedIn.body.refresh_token);
    expect([renewed.status, renewed.body.refresh_token === signedIn.body.refresh_token]).toEqual([200, false]);
    expect((await refresh(of, signedIn.body.refresh_token)).status).toBe(400);
    expect((await post(of, 'revoke', { client_id: of.ClientId, token: renewed.body.refresh_token ?? '' })).status).toBe(200);
    expect((await refresh(of, renewed.body.refresh_token)).status).toBe(400);
  });

  test('a form of another page, and every page of a client without a branding', async () => {
    const of = await pool();
    const ada = await of.invite('ada@example.com');
    const [mine, theirs] = [pageBrowser(), pageBrowser()];
    const shown = await mine.open(asked(of));
    await theirs.open(asked(of));
    expect((await theirs.submit(shown, { username: ada.email, password: ada.password })).status).toBe(400);
    expect((await mine.open(asked(await pool({ branding: false })))).text).toContain('Login pages unavailable');
  });
});

test("a pool's pages are at its domain, and nowhere else", async () => {
  const of = await pool();
  const { search } = new URL(asked(of));
  const named = await fetch(`${aws.local.url}/_aws/cognito/nobodys${'/oauth2/authorize'}${search}`);
  expect(named.status).toBe(404);
  expect((await fetch(`${aws.local.url}/oauth2/authorize${search}`)).status).toBe(404);
});
