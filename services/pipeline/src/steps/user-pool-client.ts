import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
  paginateListUserPoolClients,
  UpdateUserPoolClientCommand,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { agrees } from '@tenantry/shared/aws/agrees';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { resource } from '@tenantry/shared/saga/resource';
import type { Scope } from '../scope.ts';
import { GONE, ownUserPool } from '../user-pools.ts';

const CLIENT_NAME = 'console';

/**
 * A browser can keep no secret. The console never sends a password (SRP); programs may where the deployment's own sign-in is by password
 * as well (`console.signIn`).
 */
const settingsOf = ({ config }: Scope) =>
  ({
    ExplicitAuthFlows: [
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
      ...(config.console.signIn === 'password' ? (['ALLOW_USER_PASSWORD_AUTH'] as const) : []),
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

interface Needs {
  readonly userPoolId: string;
}
interface Found extends UserPoolClientType {
  /** Where a browser signs in. */
  readonly endpoint: string;
}

/** With the endpoint that the SDK itself would call. */
const withEndpoint = async ({ tenant }: Scope, found: UserPoolClientType): Promise<Found> => {
  const { url } = await getEndpointFromInstructions({}, InitiateAuthCommand, { ...tenant(CognitoIdentityProviderClient).config });
  return { ...found, endpoint: url.origin };
};

const clientsIn = async (scope: Scope, UserPoolId: string): Promise<readonly Found[]> => {
  const client = scope.tenant(CognitoIdentityProviderClient);
  const pages = paginateListUserPoolClients({ client }, { UserPoolId, MaxResults: 60 });
  const listed = (await collect(pages, ({ UserPoolClients }) => UserPoolClients)).filter(({ ClientName }) => ClientName === CLIENT_NAME);
  const described = await Promise.all(
    listed.map(({ ClientId }) => ifFound(() => client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId })), ...GONE)),
  );
  return Promise.all(described.flatMap((one) => (one?.UserPoolClient ? [withEndpoint(scope, one.UserPoolClient)] : [])));
};

export const userPoolClient = resource(
  'userPoolClient',
  {
    find: async (scope: Scope, heard: Partial<Needs>) => {
      const userPoolId = heard.userPoolId ?? (await ownUserPool(scope))?.Id;
      return userPoolId === undefined ? [] : clientsIn(scope, userPoolId);
    },
    hasNoTags: "a client has none; it is in the tenant's own pool",
    signs: (_needs, saved) => [({ ClientId }) => ClientId === saved.userPoolClientId],
    create: async (scope: Scope, { userPoolId: UserPoolId }: Needs) => {
      const creation = { UserPoolId, ClientName: CLIENT_NAME, GenerateSecret: false, ...settingsOf(scope) };
      const { UserPoolClient } = await scope.tenant(CognitoIdentityProviderClient).send(new CreateUserPoolClientCommand(creation));
      return UserPoolClient && withEndpoint(scope, UserPoolClient);
    },
    differs: (scope, _needs, found) => (agrees(found, settingsOf(scope)) ? [] : ['settings']),
    repair: async (scope, _needs, { UserPoolId, ClientId }) => {
      const wanted = { UserPoolId, ClientId, ClientName: CLIENT_NAME, ...settingsOf(scope) };
      await scope.tenant(CognitoIdentityProviderClient).send(new UpdateUserPoolClientCommand(wanted));
    },
    remove: ({ tenant }, { UserPoolId, ClientId }) =>
      tenant(CognitoIdentityProviderClient).send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId })),
    gone: GONE,
    what: ({ ClientId }) => `client ${ClientId} of the user pool`,
    out: (_scope, { ClientId, endpoint }) => ({
      userPoolClientId: idOf(ClientId, 'the client of the user pool'),
      cognitoEndpoint: endpoint,
    }),
  },
  { creates: [{ type: 'AWS::Cognito::UserPoolClient', id: 'userPoolClientId' }] },
);
