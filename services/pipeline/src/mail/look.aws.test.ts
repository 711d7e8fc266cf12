import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { PutSuppressedDestinationCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, test } from '@jest/globals';
import { firstUser } from '../steps/first-user.ts';
import { userGroups } from '../steps/user-groups.ts';
import { userPool } from '../steps/user-pool.ts';
import { askProductionAccess, mailDomain } from '../testing/mail-domain.ts';
import { tenant } from '../testing/tenant.ts';
import { lookAt } from './look.ts';
import { undeliveredIn } from './undelivered.ts';

const adminEmail = 'ada@anna.example';
const AT = '2026-11-20T09:00:00.000Z';
const WEEK = 7 * 86_400_000;

test('an old invitation has expired until the person has a password, with exactly the rights of the stage', async () => {
  const { scope, root } = await tenant();
  const { userPoolId } = await userPool.ensure(scope, { name: 'St. Anna', domain: 'anna.app.localhost', plan: 'standard' }, {});
  await userGroups.ensure(scope, { userPoolId }, {});
  const user = await firstUser.ensure(scope, { userPoolId, adminEmail }, {});
  const known = { tenantId: scope.tenantId, domain: 'anna.app.localhost', userPoolId, firstUser: user.firstUser, invitedAt: AT };
  const state = async (now: number) => (await lookAt(scope.tenant, known, now)).invitation.state;
  expect([await state(Date.parse(AT)), await state(Date.parse(AT) + WEEK)]).toEqual(['invited', 'expired']);
  const choice = { UserPoolId: userPoolId, Username: adminEmail, Password: 'Chosen-by-a-person-1', Permanent: true };
  await root.tenant(CognitoIdentityProviderClient).send(new AdminSetUserPasswordCommand(choice));
  expect(await state(Date.parse(AT) + WEEK)).toBe('signed-in');
});

test('who sends, why, and how many addresses were given up are read of the account; the addresses are not', async () => {
  const { scope, root } = await tenant();
  const domain = await mailDomain(root);
  const needs = { name: 'St. Anna', domain, plan: 'standard' };
  const pool = await userPool.ensure(scope, needs, {});
  const look = () => lookAt(scope.tenant, { tenantId: scope.tenantId, domain, userPoolId: pool.userPoolId }, Date.now());
  expect((await look()).mail).toMatchObject({ sender: 'cognito', hindrances: ['sandbox'] });

  await askProductionAccess(root);
  await userPool.ensure(scope, needs, pool);
  await root.tenant(SESv2Client).send(new PutSuppressedDestinationCommand({ EmailAddress: adminEmail, Reason: 'BOUNCE' }));
  const found = await look();
  expect(found.mail).toMatchObject({ sender: 'domain', hindrances: [], undelivered: { bounces: 1, complaints: 0 } });
  expect(JSON.stringify(found)).not.toContain(adminEmail);
  const at = Date.parse(found.mail?.undelivered?.lastAt ?? '');
  expect(await undeliveredIn(scope.tenant, at + 60_000, at + 120_000)).toMatchObject({ bounces: 0 });
});

test('of a tenant without a pool nothing is said', async () => {
  const { scope } = await tenant();
  expect(await lookAt(scope.tenant, { tenantId: scope.tenantId, domain: 'anna.app.localhost' }, 0)).toEqual({
    invitation: { state: 'no-user' },
  });
});
