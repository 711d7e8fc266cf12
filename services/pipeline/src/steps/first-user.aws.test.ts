import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { replacing } from '@tenantry/shared/testing/clients';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { readSecret, secretByHand, secretsFor } from '../testing/secrets.ts';
import { tenant } from '../testing/tenant.ts';
import { firstUser } from './first-user.ts';
import { userPool } from './user-pool.ts';

const adminEmail = 'ada@anna.example';
const someone = async () => {
  const { scope, root } = await tenant();
  const pool = await userPool.ensure(scope, { name: 'St. Anna', domain: 'anna.app.localhost' }, {});
  // The console's own client takes no password: one of the test's own asks whether it is right.
  const client = { UserPoolId: pool.userPoolId, ClientName: 'test', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] };
  const { UserPoolClient } = await cognitoOf(root).send(new CreateUserPoolClientCommand(client));
  return { scope, root, needs: { ...pool, userPoolClientId: UserPoolClient?.ClientId ?? '', adminEmail } };
};
type Needs = Awaited<ReturnType<typeof someone>>['needs'];

const cognitoOf = ({ tenant: clients }: Scope): CognitoIdentityProviderClient => clients(CognitoIdentityProviderClient);
const passwordOf = async (scope: Scope, arn: string): Promise<string> => (await readSecret<{ password: string }>(scope, arn)).password;
const signIn = (cognito: CognitoIdentityProviderClient, { userPoolClientId: ClientId }: Needs, PASSWORD: string) =>
  cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: adminEmail, PASSWORD } }));

stepContract({
  step: firstUser,
  tenant: someone,
  list: (root) => secretsFor(root, 'first-user'),
  foreign: (root) => secretByHand(root, 'first-user'),
  drift: async ({ tenant: clients }, _needs, { firstUserSecretArn: SecretId }) => {
    await clients(SecretsManagerClient).send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  },
  isSound: async (scope, needs, { firstUserSecretArn }) => {
    const { ChallengeName } = await signIn(cognitoOf(scope), needs, await passwordOf(scope, firstUserSecretArn));
    return ChallengeName === 'NEW_PASSWORD_REQUIRED';
  },
});

test('the temporary password signs in once and has to be changed', async () => {
  const { scope, needs } = await someone();
  const { firstUserSecretArn } = await firstUser.ensure(scope, needs, {});
  const temporary = await passwordOf(scope, firstUserSecretArn);
  const { ChallengeName, Session } = await signIn(cognitoOf(scope), needs, temporary);
  expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  const { AuthenticationResult } = await cognitoOf(scope).send(
    new RespondToAuthChallengeCommand({
      ClientId: needs.userPoolClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: adminEmail, NEW_PASSWORD: 'Chosen-By-Ada-1' },
    }),
  );
  expect(AuthenticationResult?.IdToken).toBeDefined();
});

test('an invitation that Cognito could not deliver is sent again, since the user is there by then; later ones are not', async () => {
  const { scope, needs } = await someone();
  const invitations: (string | undefined)[] = [];
  const send = async (command: object): Promise<unknown> => {
    const answer: unknown = await cognitoOf(scope).send(command as AdminCreateUserCommand);
    if (!(command instanceof AdminCreateUserCommand)) return answer;
    invitations.push(command.input.MessageAction);
    if (invitations.length > 1) return answer;
    throw Object.assign(new Error('Failed to deliver the verification code.'), { name: 'CodeDeliveryFailureException' });
  };
  const client = new Proxy(cognitoOf(scope), { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
  const undelivered = { ...scope, tenant: replacing(scope.tenant, client) };
  await expect(firstUser.ensure(undelivered, needs, {})).rejects.toThrow('Failed to deliver');
  const done = await firstUser.ensure(undelivered, needs, {});
  await firstUser.ensure(undelivered, needs, done);
  expect(invitations).toEqual([undefined, 'RESEND']);
  expect((await signIn(cognitoOf(scope), needs, await passwordOf(scope, done.firstUserSecretArn))).ChallengeName).toBe(
    'NEW_PASSWORD_REQUIRED',
  );
});

test('a person who has chosen a password keeps it, even when the secret is lost', async () => {
  const { scope, needs } = await someone();
  const { firstUserSecretArn } = await firstUser.ensure(scope, needs, {});
  const { Session } = await signIn(cognitoOf(scope), needs, await passwordOf(scope, firstUserSecretArn));
  const chosen = 'Chosen-By-Ada-1';
  await cognitoOf(scope).send(
    new RespondToAuthChallengeCommand({
      ClientId: needs.userPoolClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: adminEmail, NEW_PASSWORD: chosen },
    }),
  );
  await scope
    .tenant(SecretsManagerClient)
    .send(new DeleteSecretCommand({ SecretId: firstUserSecretArn, ForceDeleteWithoutRecovery: true }));
  await firstUser.ensure(scope, needs, {});
  expect((await signIn(cognitoOf(scope), needs, chosen)).AuthenticationResult?.AccessToken).toBeDefined();
  const { UserStatus } = await cognitoOf(scope).send(new AdminGetUserCommand({ UserPoolId: needs.userPoolId, Username: adminEmail }));
  expect(UserStatus).toBe('CONFIRMED');
});
