import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  GetUserCommand,
  InitiateAuthCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { agrees } from '@tenantry/shared/aws/agrees';
import { isolation } from '@tenantry/shared/testing/isolation';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { isolatedUsers, SHUT } from './isolated-users.ts';
import { userPool } from './user-pool.ts';
import { userPoolClient } from './user-pool-client.ts';

const cognitoOf = ({ tenant: clients }: Scope) => clients(CognitoIdentityProviderClient);

test('nobody of an isolated tenant signs in or refreshes, whoever is in is signed out, and the client is as before afterwards', async () => {
  const { scope, root } = await tenant();
  await isolatedUsers.ensure(scope, isolation(true), {}); // there is no pool yet
  const needs = { name: 'St. Anna', domain: 'anna.app.localhost', plan: 'standard' };
  const { userPoolId: UserPoolId } = await userPool.ensure(scope, needs, {});
  const heard = { ...needs, userPoolId: UserPoolId };
  const { userPoolClientId: ClientId } = await userPoolClient.ensure(scope, heard, {});
  const get = async () => (await cognitoOf(root).send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).UserPoolClient;
  const before = await get();
  const Username = 'nurse@anna.example';
  await cognitoOf(root).send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
  await cognitoOf(root).send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: 'Known-password-1', Permanent: true }));
  // A client that somebody has opened for passwords.
  const open = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] };
  await cognitoOf(root).send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ClientName: 'console', ...open }));
  const AuthParameters = { USERNAME: Username, PASSWORD: 'Known-password-1' };
  const signIn = () => cognitoOf(root).send(new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters }));
  const { AccessToken, RefreshToken = '' } = (await signIn()).AuthenticationResult!;
  for (const _ of [1, 2]) {
    await isolatedUsers.ensure(scope, isolation(true), {});
    expect(agrees(await get(), SHUT)).toBe(true);
    await expect(signIn()).rejects.toThrow();
    const refresh = { AuthFlow: 'REFRESH_TOKEN_AUTH' as const, ClientId, AuthParameters: { REFRESH_TOKEN: RefreshToken } };
    await expect(cognitoOf(root).send(new InitiateAuthCommand(refresh))).rejects.toThrow();
    await expect(cognitoOf(root).send(new GetUserCommand({ AccessToken }))).rejects.toThrow();
  }
  await isolatedUsers.ensure(scope, isolation(false), {});
  await userPoolClient.ensure(scope, heard, {});
  const { LastModifiedDate: _, ...described } = before!;
  expect(agrees(await get(), described)).toBe(true);
});
