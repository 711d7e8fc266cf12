import {
  AddUserPoolClientSecretCommand,
  CognitoIdentityProviderClient,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolClientSecretCommand,
  ListUserPoolClientSecretsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OwnAws, startOwnAws } from '../../testing/own-aws.ts';

let aws: OwnAws;
let admin: CognitoIdentityProviderClient;
beforeAll(async () => {
  aws = await startOwnAws();
  admin = new CognitoIdentityProviderClient(aws.as('333344445555'));
});
afterAll(() => aws.stop());

let pools = 0;
/** A pool with a resource server of two scopes, and a client of a machine that has the first. */
const pool = async (more: object = {}) => {
  const Domain = `machines-${++pools}`;
  const { UserPool } = await admin.send(new CreateUserPoolCommand({ PoolName: Domain }));
  const UserPoolId = UserPool?.Id ?? '';
  const Scopes = ['read', 'write'].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));
  await admin.send(new CreateResourceServerCommand({ UserPoolId, Identifier: 'shop', Name: 'shop', Scopes }));
  const { UserPoolClient } = await admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'machine',
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['shop/read'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      ...more,
    }),
  );
  await admin.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, ManagedLoginVersion: 2 }));
  const { ClientId: id = '', ClientSecret: secret = '' } = UserPoolClient ?? {};
  return { url: `${aws.local.url}/_aws/cognito/${Domain}/oauth2/token`, UserPoolId, id, secret };
};
/** Both are encoded as in a form (RFC 6749, section 2.3.1). */
const basic = (...pair: readonly [id: string, secret: string]) => ({
  authorization: `Basic ${Buffer.from(pair.map(encodeURIComponent).join(':')).toString('base64')}`,
});
const ask = async (url: string, headers: Readonly<Record<string, string>>, form: Readonly<Record<string, string>> = {}) => {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
  const answer = await fetch(url, { method: 'POST', headers, body });
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, string>> };
};
const claimsOf = (token = ''): unknown => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

describe('a machine', () => {
  test('gets an access token of its own for its secret, in the header or in the form', async () => {
    const { url, id, secret } = await pool();
    const answers = [await ask(url, basic(id, secret)), await ask(url, {}, { client_id: id, client_secret: secret })];
    for (const { status, body } of answers) {
      expect([status, Object.keys(body).sort()]).toEqual([200, ['access_token', 'expires_in', 'token_type']]);
      expect(claimsOf(body.access_token)).toMatchObject({ sub: id, client_id: id, token_use: 'access', scope: 'shop/read' });
    }
  });

  test.each([
    ['with another secret', (id: string) => basic(id, 'another'), {}, 'invalid_client'],
    ['without its secret', (id: string) => basic(id, ''), {}, 'invalid_client'],
    ['of no client', () => basic('nobody', 'x'), {}, 'invalid_client'],
    ['for a scope that it has not', undefined, { scope: 'shop/write' }, 'invalid_grant'],
    ['for a scope of people', undefined, { scope: 'openid' }, 'invalid_scope'],
  ])('is refused %s', async (_, headers, form, error) => {
    const { url, id, secret } = await pool();
    expect(await ask(url, headers ? headers(id) : basic(id, secret), form)).toEqual({ status: 400, body: { error } });
  });

  test('whose client has no such grant gets nothing', async () => {
    const people = { AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'], CallbackURLs: ['https://shop.example.com/'] };
    const { url, id, secret } = await pool(people);
    expect((await ask(url, basic(id, secret))).status).toBe(400);
  });

  test('has a second secret while the first one is replaced, and the first one is worth nothing afterwards', async () => {
    const { UserPoolId, url, id: ClientId, secret } = await pool();
    const named = { UserPoolId, ClientId };
    const add = () => admin.send(new AddUserPoolClientSecretCommand(named));
    const { ClientSecretDescriptor } = await add();
    const second = ClientSecretDescriptor?.ClientSecretValue ?? '';
    const statuses = async () => [(await ask(url, basic(ClientId, secret))).status, (await ask(url, basic(ClientId, second))).status];
    expect(await statuses()).toEqual([200, 200]);
    await expect(add()).rejects.toMatchObject({ name: 'LimitExceededException' });
    const { ClientSecrets = [] } = await admin.send(new ListUserPoolClientSecretsCommand(named));
    expect(JSON.stringify(ClientSecrets)).not.toContain(second);
    const [first, last] = ClientSecrets.map(({ ClientSecretId }) => ClientSecretId);
    const remove = (ClientSecretId = '') => admin.send(new DeleteUserPoolClientSecretCommand({ ...named, ClientSecretId }));
    await remove(first);
    expect(await statuses()).toEqual([400, 200]);
    await expect(remove(last)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
