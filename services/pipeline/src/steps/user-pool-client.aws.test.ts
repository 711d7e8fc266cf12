import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { userPool } from './user-pool.ts';
import { userPoolClient } from './user-pool-client.ts';

const someone = async () => {
  const one = await tenant();
  const needs = { name: 'St. Anna', domain: 'anna.app.localhost', plan: 'standard' };
  return { ...one, needs: { ...needs, ...(await userPool.ensure(one.scope, needs, {})) } };
};
const cognitoOf = ({ tenant: clients }: Scope) => clients(CognitoIdentityProviderClient);

stepContract({
  step: userPoolClient,
  tenant: someone,
  list: async (root, { userPoolId }) => {
    const { UserPoolClients = [] } = await cognitoOf(root).send(new ListUserPoolClientsCommand({ UserPoolId: userPoolId, MaxResults: 60 }));
    return UserPoolClients.flatMap(({ ClientId }) => (ClientId ? [ClientId] : []));
  },
  drift: async (root, { userPoolId }, { userPoolClientId: ClientId }) => {
    await cognitoOf(root).send(
      new UpdateUserPoolClientCommand({
        UserPoolId: userPoolId,
        ClientId,
        ClientName: 'console',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    );
  },
  isSound: async (root, { userPoolId }, { userPoolClientId: ClientId }) => {
    const { UserPoolClient } = await cognitoOf(root).send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId }));
    expect(UserPoolClient?.CallbackURLs).toEqual(['http://anna.app.localhost/signed-in']);
    return UserPoolClient?.ExplicitAuthFlows?.join() === 'ALLOW_USER_SRP_AUTH' && UserPoolClient.ClientSecret === undefined;
  },
});

test('is removed where a crash has lost the id of its pool', async () => {
  const { scope, root, needs } = await someone();
  await userPoolClient.ensure(scope, needs, {});
  await userPoolClient.remove(scope, {}, {});
  const { UserPoolClients } = await cognitoOf(root).send(new ListUserPoolClientsCommand({ UserPoolId: needs.userPoolId, MaxResults: 60 }));
  expect(UserPoolClients).toEqual([]);
});
