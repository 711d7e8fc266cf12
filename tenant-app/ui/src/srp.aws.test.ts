import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { confirmFactor, goOn, newFactor, signIn } from './cognito.ts';
import type { Config } from './config.ts';
import { codeOf } from './testing/authenticator.ts';

const email = 'ada@anna.example';
const credentials = { accessKeyId: '100000000009', secretAccessKey: 'test' };

test('who knows the password signs in without sending it, the first time and later, and with a second factor once it is set up; nobody else does', async () => {
  const cognito = new CognitoIdentityProviderClient({ credentials });
  const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: 'srp', UsernameAttributes: ['email'] }));
  const UserPoolId = UserPool?.Id ?? '';
  const SoftwareTokenMfaConfiguration = { Enabled: true };
  await cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration }));
  const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH' as const, 'ALLOW_REFRESH_TOKEN_AUTH' as const];
  const client = { UserPoolId, ClientName: 'console', ExplicitAuthFlows };
  const { UserPoolClient } = await cognito.send(new CreateUserPoolClientCommand(client));
  await cognito.send(
    new AdminCreateUserCommand({ UserPoolId, Username: email, TemporaryPassword: 'Temporary-1', MessageAction: 'SUPPRESS' }),
  );
  const config = {
    userPoolId: UserPoolId,
    userPoolClientId: UserPoolClient?.ClientId,
    cognitoEndpoint: process.env.AWS_ENDPOINT_URL,
  } as Config;

  const first = await signIn(config, email, 'Temporary-1');
  if (first.kind !== 'newPassword') throw new Error('Cognito asked for no password of their own');
  await goOn(config, first, 'Chosen-By-Ada-1');
  const later = await signIn(config, email, 'Chosen-By-Ada-1');
  expect(later).toMatchObject({ kind: 'signedIn', tokens: { idToken: expect.stringContaining('.') } });
  await expect(signIn(config, email, 'Chosen-By-Bob-1')).rejects.toThrow('Incorrect username or password');

  if (later.kind !== 'signedIn') throw new Error('not signed in');
  const secret = await newFactor(config, later.tokens);
  await confirmFactor(config, later.tokens, codeOf(secret));
  const protectedNow = await signIn(config, email, 'Chosen-By-Ada-1');
  if (protectedNow.kind !== 'code') throw new Error('Cognito asked for no code');
  expect(await goOn(config, protectedNow, codeOf(secret))).toMatchObject({ tokens: { idToken: expect.stringContaining('.') } });
});
