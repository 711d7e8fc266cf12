import {
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import type { Scope } from '../scope.ts';
import { withMails } from '../testing/mails.ts';
import { readSecret } from '../testing/secrets.ts';
import { tenant } from '../testing/tenant.ts';
import { firstUser } from './first-user.ts';
import { invitation } from './invitation.ts';
import { userGroups } from './user-groups.ts';
import { userPool } from './user-pool.ts';

const adminEmail = 'ada@anna.example';
const cognitoOf = ({ tenant: clients }: Scope) => clients(CognitoIdentityProviderClient);
const DAY = 86_400;

/** A tenant whose domain answers, before anybody is invited; its clock moves when the test says so. */
const someone = async (refuse?: (mail: number) => Error | undefined) => {
  const { scope, root } = await tenant();
  const pool = await userPool.ensure(scope, { name: 'St. Anna', domain: 'anna.app.localhost', plan: 'standard' }, {});
  await userGroups.ensure(scope, pool, {});
  const user = await firstUser.ensure(scope, { ...pool, adminEmail }, {});
  let now = 1_800_000_000;
  const { mails, scope: watched } = withMails({ ...scope, now: () => now }, refuse);
  const { UserPool } = await cognitoOf(root).send(new DescribeUserPoolCommand({ UserPoolId: pool.userPoolId }));
  const validity = (UserPool?.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays ?? 0) * DAY;
  const pass = (seconds: number) => {
    now += seconds;
  };
  return { root, scope: watched, mails, needs: { ...pool, ...user, adminEmail }, pass, validity };
};
const passwordOf = async (scope: Scope, { firstUserSecretArn }: { firstUserSecretArn: string }): Promise<string> =>
  (await readSecret<{ password: string }>(scope, firstUserSecretArn)).password;
/** What Cognito answers to the password; a client of the test's own, since the console's takes none. */
const challengeOf = async (root: Scope, { userPoolId: UserPoolId }: { userPoolId: string }, PASSWORD: string) => {
  const client = { UserPoolId, ClientName: 'test', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] };
  const { UserPoolClient } = await cognitoOf(root).send(new CreateUserPoolClientCommand(client));
  const AuthParameters = { USERNAME: adminEmail, PASSWORD };
  const asked = new InitiateAuthCommand({ ClientId: UserPoolClient?.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
  return cognitoOf(root)
    .send(asked)
    .then(
      ({ ChallengeName }) => ChallengeName,
      (error: Error) => error.name,
    );
};

test('goes out once, with the password that the secret has and none before it', async () => {
  const { root, scope, mails, needs } = await someone();
  const before = await passwordOf(scope, needs);
  const sent = await invitation.ensure(scope, needs, {});
  expect(await invitation.ensure(scope, needs, sent)).toEqual(sent);
  expect(mails).toEqual([adminEmail]);
  expect(await challengeOf(root, needs, before)).toBe('NotAuthorizedException');
  expect(await challengeOf(root, needs, await passwordOf(scope, needs))).toBe('NEW_PASSWORD_REQUIRED');
});

test('older than its temporary password counts, it is sent again with another', async () => {
  const { scope, mails, needs, pass, validity } = await someone();
  const sent = await invitation.ensure(scope, needs, {});
  const first = await passwordOf(scope, needs);
  pass(validity - 1);
  await invitation.ensure(scope, needs, sent);
  expect(mails).toHaveLength(1);
  pass(1);
  const again = await invitation.ensure(scope, needs, sent);
  expect(mails).toHaveLength(2);
  expect(again.invitedAt).not.toBe(sent.invitedAt);
  expect(await passwordOf(scope, needs)).not.toBe(first);
});

test('is sent again when a super admin asks for it, once for each request', async () => {
  const { scope, mails, needs } = await someone();
  const sent = await invitation.ensure(scope, needs, {});
  const asked = { ...needs, administrator: { email: adminEmail, invitation: 'i1', requestedBy: 'someone' } };
  await invitation.ensure(scope, asked, await invitation.ensure(scope, asked, sent));
  expect(mails).toEqual([adminEmail, adminEmail]);
});

test('one that Cognito could not deliver is sent again', async () => {
  const refused = Object.assign(new Error('Failed to deliver the verification code.'), { name: 'CodeDeliveryFailureException' });
  const { root, scope, mails, needs } = await someone((mail) => (mail === 1 ? refused : undefined));
  await expect(invitation.ensure(scope, needs, {})).rejects.toThrow('Failed to deliver');
  await invitation.ensure(scope, needs, {});
  expect(mails).toHaveLength(2);
  expect(await challengeOf(root, needs, await passwordOf(scope, needs))).toBe('NEW_PASSWORD_REQUIRED');
});

test('nobody is invited who has chosen a password, whatever is asked', async () => {
  const { root, scope, mails, needs } = await someone();
  const chosen = new AdminSetUserPasswordCommand({
    UserPoolId: needs.userPoolId,
    Username: adminEmail,
    Password: 'Chosen-By-Ada-1',
    Permanent: true,
  });
  await cognitoOf(root).send(chosen);
  const administrator = { email: adminEmail, invitation: 'i1', requestedBy: 'someone' };
  expect(await invitation.ensure(scope, { ...needs, administrator }, {})).toEqual({});
  expect(mails).toEqual([]);
});
