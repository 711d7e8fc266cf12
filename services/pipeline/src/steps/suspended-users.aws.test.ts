import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { agrees } from '@tenantry/shared/aws/agrees';
import { suspension } from '@tenantry/shared/testing/isolation';
import { tenant } from '../testing/tenant.ts';
import { SHUT } from './isolated-users.ts';
import { suspendedUsers } from './suspended-users.ts';
import { userPool } from './user-pool.ts';
import { userPoolClient } from './user-pool-client.ts';

test('the console of a suspended tenant lets nobody sign in, and is as before afterwards; a client of somebody else is never touched', async () => {
  const { scope, root } = await tenant();
  const cognito = root.tenant(CognitoIdentityProviderClient);
  await suspendedUsers.ensure(scope, suspension(true), {}); // there is no pool yet
  const needs = { name: 'St. Anna', domain: 'anna.app.localhost', plan: 'standard' };
  const { userPoolId: UserPoolId } = await userPool.ensure(scope, needs, {});
  const heard = { ...needs, userPoolId: UserPoolId };
  const { userPoolClientId } = await userPoolClient.ensure(scope, heard, {});
  const theirs = await cognito.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'mobile' }));
  const get = async (ClientId: string | undefined) => {
    const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    const { LastModifiedDate: _, ...described } = UserPoolClient!;
    return described;
  };
  const clients = () => Promise.all([userPoolClientId, theirs.UserPoolClient?.ClientId].map(get));
  const before = await clients();
  for (const _ of [1, 2]) {
    await suspendedUsers.ensure(scope, { ...suspension(true), userPoolId: UserPoolId }, {});
    const [own, other] = await clients();
    expect([agrees(own, SHUT), other]).toEqual([true, before[1]]);
  }
  await suspendedUsers.ensure(scope, { ...suspension(false), userPoolId: UserPoolId }, {});
  await userPoolClient.ensure(scope, heard, {});
  expect(await clients()).toEqual(before);
});
