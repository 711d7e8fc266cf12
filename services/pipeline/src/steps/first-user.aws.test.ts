import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DeleteSecretCommand, GetSecretValueCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { firstUser } from './first-user.ts';
import { userPool } from './user-pool.ts';
import { userPoolClient } from './user-pool-client.ts';

const adminEmail = 'ada@anna.example';
const roots = new Map<string, Scope>();
const someone = async () => {
  const { scope, root } = await tenant();
  roots.set(scope.tenantId, root);
  const pool = await userPool.ensure(scope, { name: 'St. Anna', domain: 'anna.app.localhost' }, {});
  return { scope, needs: { ...pool, ...(await userPoolClient.ensure(scope, pool, {})), adminEmail } };
};
type Needs = Awaited<ReturnType<typeof someone>>['needs'];

const passwordOf = async ({ secrets }: Scope, SecretId: string): Promise<string> => {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  return (JSON.parse(SecretString ?? '{}') as { password: string }).password;
};
const signIn = (cognito: CognitoIdentityProviderClient, { userPoolClientId: ClientId }: Needs, PASSWORD: string) =>
  cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: adminEmail, PASSWORD } }));

stepContract({
  step: firstUser,
  tenant: someone,
  list: async ({ tenantId }) => {
    const { SecretList = [] } = await roots.get(tenantId)!.secrets.send(new ListSecretsCommand({}));
    return SecretList.flatMap(({ Name, ARN }) => (Name === tenantResourceName(tenantId, 'first-user') && ARN ? [ARN] : []));
  },
  drift: async ({ secrets }, _needs, { firstUserSecretArn: SecretId }) => {
    await secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  },
  isSound: async (scope, needs, { firstUserSecretArn }) => {
    const { ChallengeName } = await signIn(scope.cognito, needs, await passwordOf(scope, firstUserSecretArn));
    return ChallengeName === 'NEW_PASSWORD_REQUIRED';
  },
});

test('the temporary password signs in once and has to be changed', async () => {
  const { scope, needs } = await someone();
  const { firstUserSecretArn } = await firstUser.ensure(scope, needs, {});
  const temporary = await passwordOf(scope, firstUserSecretArn);
  const { ChallengeName, Session } = await signIn(scope.cognito, needs, temporary);
  expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  const { AuthenticationResult } = await scope.cognito.send(
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
    const answer: unknown = await scope.cognito.send(command as AdminCreateUserCommand);
    if (!(command instanceof AdminCreateUserCommand)) return answer;
    invitations.push(command.input.MessageAction);
    if (invitations.length > 1) return answer;
    throw Object.assign(new Error('Failed to deliver the verification code.'), { name: 'CodeDeliveryFailureException' });
  };
  const undelivered = { ...scope, cognito: { send } as unknown as CognitoIdentityProviderClient };
  await expect(firstUser.ensure(undelivered, needs, {})).rejects.toThrow('Failed to deliver');
  const done = await firstUser.ensure(undelivered, needs, {});
  await firstUser.ensure(undelivered, needs, done);
  expect(invitations).toEqual([undefined, 'RESEND']);
  expect((await signIn(scope.cognito, needs, await passwordOf(scope, done.firstUserSecretArn))).ChallengeName).toBe(
    'NEW_PASSWORD_REQUIRED',
  );
});

test('a person who has chosen a password keeps it, even when the secret is lost', async () => {
  const { scope, needs } = await someone();
  const { firstUserSecretArn } = await firstUser.ensure(scope, needs, {});
  const { Session } = await signIn(scope.cognito, needs, await passwordOf(scope, firstUserSecretArn));
  const chosen = 'Chosen-By-Ada-1';
  await scope.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: needs.userPoolClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: adminEmail, NEW_PASSWORD: chosen },
    }),
  );
  await scope.secrets.send(new DeleteSecretCommand({ SecretId: firstUserSecretArn, ForceDeleteWithoutRecovery: true }));
  await firstUser.ensure(scope, needs, {});
  expect((await signIn(scope.cognito, needs, chosen)).AuthenticationResult?.AccessToken).toBeDefined();
  const { UserStatus } = await scope.cognito.send(new AdminGetUserCommand({ UserPoolId: needs.userPoolId, Username: adminEmail }));
  expect(UserStatus).toBe('CONFIRMED');
});
