import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  GetUserCommand,
  InitiateAuthCommand,
  UpdateUserAttributesCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OwnAws, startOwnAws } from '../testing/own-aws.ts';

// Starting processes takes seconds on a busy machine.
const CUSTOMER = '333344445555';
let aws: OwnAws;
let clientId: string;
let poolId: string;

beforeAll(async () => {
  aws = await startOwnAws();
  const admin = new CognitoIdentityProviderClient(aws.as(CUSTOMER));
  const { UserPool } = await admin.send(new CreateUserPoolCommand({ PoolName: 'customer' }));
  poolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: 'ui',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  clientId = UserPoolClient?.ClientId ?? '';
  const user = { UserPoolId: poolId, Username: 'ada@example.com' };
  await admin.send(
    new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS', UserAttributes: [{ Name: 'email', Value: user.Username }] }),
  );
  await admin.send(new AdminSetUserPasswordCommand({ ...user, Password: 'Correct-horse-1', Permanent: true }));
});
afterAll(() => aws.stop());

test('a user signs in at a customer account’s pool without signing the call, and the call is that account’s in the journal', async () => {
  // The SDK sends these operations unsigned by itself.
  const viewer = new CognitoIdentityProviderClient({ endpoint: aws.local.url, region: aws.local.region });
  const mark = aws.local.journal.mark();
  const { AuthenticationResult } = await viewer.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: 'ada@example.com', PASSWORD: 'Correct-horse-1' },
    }),
  );
  const { Username } = await viewer.send(new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }));
  expect(Username).toBeDefined();
  const entries = aws.local.journal.since(mark);
  expect(entries.map(({ account, operation, outcome }) => ({ account, operation, outcome }))).toEqual([
    { account: CUSTOMER, operation: 'InitiateAuth', outcome: 'ok' },
    { account: CUSTOMER, operation: 'GetUser', outcome: 'ok' },
  ]);
  expect(JSON.stringify(entries)).not.toContain('Correct-horse-1');
});

test('a user changes the attributes that the client may write, and no others', async () => {
  const viewer = new CognitoIdentityProviderClient({ endpoint: aws.local.url, region: aws.local.region });
  const admin = new CognitoIdentityProviderClient(aws.as(CUSTOMER));
  const signIn = { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ada@example.com', PASSWORD: 'Correct-horse-1' } } as const;
  const { AuthenticationResult } = await viewer.send(new InitiateAuthCommand({ ...signIn, ClientId: clientId }));
  const change = (Name: string, Value: string) =>
    viewer.send(new UpdateUserAttributesCommand({ AccessToken: AuthenticationResult?.AccessToken, UserAttributes: [{ Name, Value }] }));
  await admin.send(
    new UpdateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientId: clientId,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      WriteAttributes: ['locale'],
    }),
  );
  await expect(change('email', 'eve@example.com')).rejects.toThrow('write unauthorized attribute');
  await change('locale', 'fr');
  const { UserAttributes } = await viewer.send(new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }));
  expect(UserAttributes).toEqual(
    expect.arrayContaining([
      { Name: 'email', Value: 'ada@example.com' },
      { Name: 'locale', Value: 'fr' },
    ]),
  );
  const refresh = { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '' } } as const;
  await expect(viewer.send(new InitiateAuthCommand({ ...refresh, ClientId: clientId }))).rejects.toThrow('REFRESH_TOKEN_AUTH');
});

test.each<[string, Partial<CreateUserPoolClientCommandInput>, string]>([
  ['sends codes without TLS to another machine', { CallbackURLs: ['http://shop.example.com/signed-in'] }, 'HTTPS'],
  [
    'rotates refresh tokens and renews them by the API',
    { RefreshTokenRotation: { Feature: 'ENABLED' }, ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
    'rotation',
  ],
])('there is no client that %s', async (_, settings, refusal) => {
  const admin = new CognitoIdentityProviderClient(aws.as(CUSTOMER));
  const creation = new CreateUserPoolClientCommand({ UserPoolId: poolId, ClientName: 'other', ...settings });
  await expect(admin.send(creation)).rejects.toThrow(refusal);
});

test('a domain has no name that could be taken for one of AWS', async () => {
  const admin = new CognitoIdentityProviderClient(aws.as(CUSTOMER));
  const named = (Domain: string) => admin.send(new CreateUserPoolDomainCommand({ UserPoolId: poolId, Domain }));
  await expect(named('shop-01jaws')).rejects.toThrow('reserved word: aws');
  await named('shop-01ja-ws');
});

test('a browser may ask from another origin, and reads the pool’s public keys', async () => {
  const preflight = await fetch(aws.local.url, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://demo.app.localhost',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-amz-target,content-type',
    },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  const keys = await fetch(`${aws.local.url}/${poolId}/.well-known/jwks.json`);
  expect(await keys.json()).toMatchObject({ keys: expect.arrayContaining([expect.objectContaining({ kty: 'RSA', alg: 'RS256' })]) });
});
