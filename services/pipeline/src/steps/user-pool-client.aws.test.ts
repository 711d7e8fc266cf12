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
  return { ...one, needs: await userPool.ensure(one.scope, { name: 'St. Anna', domain: 'anna.app.localhost' }, {}) };
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
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    );
  },
  isSound: async (root, { userPoolId }, { userPoolClientId: ClientId }) => {
    const { UserPoolClient } = await cognitoOf(root).send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId }));
    return UserPoolClient?.ExplicitAuthFlows?.includes('ALLOW_USER_PASSWORD_AUTH') === true && UserPoolClient.ClientSecret === undefined;
  },
});

test('the browser is told the endpoint that the SDK itself calls', async () => {
  const { scope, needs } = await someone();
  const { cognitoEndpoint } = await userPoolClient.ensure(scope, needs, {});
  expect(cognitoEndpoint).toBe(process.env.AWS_ENDPOINT_URL);
});

test('where people sign in at pages of Cognito, nothing takes a password besides', async () => {
  const { scope, needs } = await someone();
  const hosted = { ...scope, config: { ...scope.config, console: { signIn: 'hosted' as const } } };
  const { userPoolClientId: ClientId } = await userPoolClient.ensure(hosted, needs, {});
  const { UserPoolClient } = await cognitoOf(scope).send(new DescribeUserPoolClientCommand({ UserPoolId: needs.userPoolId, ClientId }));
  expect(UserPoolClient?.ExplicitAuthFlows?.toSorted()).toEqual(['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH']);
});

test('is removed where a crash has lost the id of its pool', async () => {
  const { scope, root, needs } = await someone();
  await userPoolClient.ensure(scope, needs, {});
  await userPoolClient.remove(scope, {}, {});
  const { UserPoolClients } = await cognitoOf(root).send(new ListUserPoolClientsCommand({ UserPoolId: needs.userPoolId, MaxResults: 60 }));
  expect(UserPoolClients).toEqual([]);
});
