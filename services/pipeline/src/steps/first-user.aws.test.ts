import {
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
  ListUsersInGroupCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { withMails } from '../testing/mails.ts';
import { readSecret, secretByHand, secretsFor } from '../testing/secrets.ts';
import { tenant } from '../testing/tenant.ts';
import { firstUser } from './first-user.ts';
import { userGroups } from './user-groups.ts';
import { userPool } from './user-pool.ts';

const adminEmail = 'ada@anna.example';
const someone = async () => {
  const { scope, root } = await tenant();
  const pool = await userPool.ensure(scope, { name: 'St. Anna', domain: 'anna.app.localhost', plan: 'standard' }, {});
  // The console's own client takes no password: one of the test's own asks whether it is right.
  const client = { UserPoolId: pool.userPoolId, ClientName: 'test', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] };
  const { UserPoolClient } = await cognitoOf(root).send(new CreateUserPoolClientCommand(client));
  await userGroups.ensure(scope, pool, {});
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

test('nobody hears of it: what the invitation leads to does not answer yet', async () => {
  const { scope, needs } = await someone();
  const { mails, scope: watched } = withMails(scope);
  await firstUser.ensure(watched, needs, await firstUser.ensure(watched, needs, {}));
  expect(mails).toEqual([]);
});

describe('an administrator', () => {
  const named = (email: string, invitation: string) => ({ administrator: { email, invitation, requestedBy: 'someone' } });
  const groupOf = async (root: Scope, { userPoolId: UserPoolId }: Needs): Promise<unknown[]> => {
    const { Users = [] } = await cognitoOf(root).send(new ListUsersInGroupCommand({ UserPoolId, GroupName: 'admin' }));
    return Users.map(({ Attributes = [], Enabled }) => [Attributes.find(({ Name }) => Name === 'email')?.Value, Enabled]);
  };

  test('is what the first user is, also of a pool from before there were groups', async () => {
    const { scope, root, needs } = await someone();
    const { firstUserSecretArn, firstUser: saved } = await firstUser.ensure(scope, needs, {});
    expect(await groupOf(root, needs)).toEqual([[adminEmail, true]]);
    const person = { UserPoolId: needs.userPoolId, Username: adminEmail };
    await cognitoOf(root).send(new AdminRemoveUserFromGroupCommand({ ...person, GroupName: 'admin' }));
    await firstUser.ensure(scope, needs, { firstUser: saved, firstUserSecretArn });
    expect(await groupOf(root, needs)).toEqual([[adminEmail, true]]);
  });

  test('whom another took the place of is out, and what was sent to him opens nothing', async () => {
    const { scope, root, needs } = await someone();
    const before = await firstUser.ensure(scope, needs, {});
    const sent = await passwordOf(scope, before.firstUserSecretArn);
    const after = await firstUser.ensure(scope, { ...needs, ...named('bob@anna.example', 'i1') }, before);
    expect(after.firstUser).toBe('bob@anna.example');
    expect(await groupOf(root, needs)).toEqual([['bob@anna.example', true]]);
    expect(await passwordOf(scope, after.firstUserSecretArn)).not.toBe(sent);
    const { Enabled } = await cognitoOf(root).send(new AdminGetUserCommand({ UserPoolId: needs.userPoolId, Username: adminEmail }));
    expect(Enabled).toBe(false);
  });

  test('whom the tenant has disabled stays so when the stage is retried, and comes back when a super admin names him', async () => {
    const { scope, root, needs } = await someone();
    const first = await firstUser.ensure(scope, needs, {});
    const person = { UserPoolId: needs.userPoolId, Username: adminEmail };
    await cognitoOf(root).send(new AdminDisableUserCommand(person));
    const again = await firstUser.ensure(scope, needs, first);
    expect((await cognitoOf(root).send(new AdminGetUserCommand(person))).Enabled).toBe(false);
    await firstUser.ensure(scope, { ...needs, ...named(adminEmail, 'i1') }, again);
    expect((await cognitoOf(root).send(new AdminGetUserCommand(person))).Enabled).toBe(true);
  });
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
