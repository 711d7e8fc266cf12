import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { agrees } from '@tenantry/shared/aws/agrees';
import { step } from '@tenantry/shared/saga/stage';
import type { Scope } from '../scope.ts';
import { findUserPool } from '../user-pools.ts';

const CLIENT_NAME = 'console';

/**
 * A browser can keep no secret. The console never sends a password (SRP); programs may where the deployment's own sign-in is by password
 * as well (`console.signIn`).
 */
const settingsOf = ({ zone }: Scope) =>
  ({
    ExplicitAuthFlows: [
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
      ...(zone.config.console.signIn === 'password' ? (['ALLOW_USER_PASSWORD_AUTH'] as const) : []),
    ] satisfies CreateUserPoolClientCommandInput['ExplicitAuthFlows'],
    PreventUserExistenceErrors: 'ENABLED',
    EnableTokenRevocation: true,
    // Minutes, the most there are: who sets up an authenticator app while signing in needs more than the default of three.
    AuthSessionValidity: 15,
    AccessTokenValidity: 60,
    IdTokenValidity: 60,
    RefreshTokenValidity: 12,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'hours' },
  }) satisfies Partial<CreateUserPoolClientCommandInput>;

const find = async ({ cognito }: Scope, UserPoolId: string): Promise<string | undefined> => {
  let NextToken: string | undefined;
  do {
    const page = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60, ...(NextToken ? { NextToken } : {}) }));
    const found = page.UserPoolClients?.find(({ ClientName }) => ClientName === CLIENT_NAME);
    if (found) return found.ClientId;
    NextToken = page.NextToken;
  } while (NextToken);
  return undefined;
};

/** Where a browser signs in: the endpoint that the SDK itself would call. */
const endpointOf = async ({ cognito }: Scope): Promise<string> => {
  const { url } = await getEndpointFromInstructions({}, InitiateAuthCommand, { ...cognito.config });
  return url.origin;
};

export const userPoolClient = step(
  'userPoolClient',
  {
    ensure: async (scope: Scope, { userPoolId }: { userPoolId: string }) => {
      const { cognito } = scope;
      const settings = settingsOf(scope);
      const cognitoEndpoint = await endpointOf(scope);
      const ClientId = await find(scope, userPoolId);
      if (ClientId) {
        const of = { UserPoolId: userPoolId, ClientId };
        const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand(of));
        if (!agrees(UserPoolClient, settings)) {
          await cognito.send(new UpdateUserPoolClientCommand({ ...of, ClientName: CLIENT_NAME, ...settings }));
        }
        return { userPoolClientId: ClientId, cognitoEndpoint };
      }
      const { UserPoolClient } = await cognito.send(
        new CreateUserPoolClientCommand({ UserPoolId: userPoolId, ClientName: CLIENT_NAME, GenerateSecret: false, ...settings }),
      );
      return { userPoolClientId: UserPoolClient?.ClientId ?? '', cognitoEndpoint };
    },
    remove: async (scope: Scope) => {
      const pool = await findUserPool(scope);
      const ClientId = pool?.Id ? await find(scope, pool.Id) : undefined;
      if (ClientId) await scope.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId: pool?.Id, ClientId }));
    },
  },
  {
    creates: [{ type: 'AWS::Cognito::UserPoolClient', id: 'userPoolClientId' }],
  },
);
