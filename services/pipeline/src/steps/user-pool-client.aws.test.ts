import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { tenant } from '../testing/tenant.ts';
import { userPool } from './user-pool.ts';
import { userPoolClient } from './user-pool-client.ts';

const someone = async () => {
  const { scope } = await tenant();
  return { scope, needs: await userPool.ensure(scope, { name: 'St. Anna', domain: 'anna.app.localhost' }, {}) };
};

stepContract({
  step: userPoolClient,
  tenant: someone,
  list: async ({ cognito }, { userPoolId }) => {
    const { UserPoolClients = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId: userPoolId, MaxResults: 60 }));
    return UserPoolClients.flatMap(({ ClientId }) => (ClientId ? [ClientId] : []));
  },
  drift: async ({ cognito }, { userPoolId }, { userPoolClientId: ClientId }) => {
    await cognito.send(
      new UpdateUserPoolClientCommand({
        UserPoolId: userPoolId,
        ClientId,
        ClientName: 'console',
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    );
  },
  isSound: async ({ cognito }, { userPoolId }, { userPoolClientId: ClientId }) => {
    const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId }));
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
  const { zone } = scope;
  const hosted = { ...scope, zone: { ...zone, config: { ...zone.config, console: { signIn: 'hosted' as const } } } };
  const { userPoolClientId: ClientId } = await userPoolClient.ensure(hosted, needs, {});
  const { UserPoolClient } = await scope.cognito.send(new DescribeUserPoolClientCommand({ UserPoolId: needs.userPoolId, ClientId }));
  expect(UserPoolClient?.ExplicitAuthFlows?.toSorted()).toEqual(['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH']);
});
