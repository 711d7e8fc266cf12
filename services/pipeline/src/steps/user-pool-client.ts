import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  paginateListUserPoolClients,
  UpdateUserPoolClientCommand,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';
import { agrees } from '@tenantry/shared/aws/agrees';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { signInClient } from '@tenantry/shared/deployment/sign-in';
import { resource } from '@tenantry/shared/saga/resource';
import type { Scope } from '../scope.ts';
import { GONE, ownUserPool } from '../user-pools.ts';

const CLIENT_NAME = 'console';

const settingsOf = ({ config }: Scope, { domain }: Needs) =>
  signInClient(config.publicUrl.replace('{domain}', domain)) satisfies Partial<CreateUserPoolClientCommandInput>;

interface Needs {
  readonly userPoolId: string;
  readonly domain: string;
}

/** Whether a client has a secret is decided when it is made. */
const changeable = (scope: Scope, needs: Needs) => {
  const { GenerateSecret: _, ...settings } = settingsOf(scope, needs);
  return settings;
};

/** Every client of a pool, no matter who made it. */
export const everyClientIn = async (scope: Scope, UserPoolId: string): Promise<readonly UserPoolClientType[]> => {
  const client = scope.tenant(CognitoIdentityProviderClient);
  const listed = await collect(
    paginateListUserPoolClients({ client }, { UserPoolId, MaxResults: 60 }),
    ({ UserPoolClients }) => UserPoolClients,
  );
  const described = await Promise.all(
    listed.map(({ ClientId }) => ifFound(() => client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId })), ...GONE)),
  );
  return described.flatMap((one) => one?.UserPoolClient ?? []);
};

/** Whether a client is that of the tenant's console. */
export const isOwnClient = ({ ClientName }: UserPoolClientType): boolean => ClientName === CLIENT_NAME;

const clientsIn = async (scope: Scope, UserPoolId: string): Promise<readonly UserPoolClientType[]> =>
  (await everyClientIn(scope, UserPoolId)).filter(isOwnClient);

export const userPoolClient = resource(
  'userPoolClient',
  {
    find: async (scope: Scope, heard: Partial<Needs>) => {
      const userPoolId = heard.userPoolId ?? (await ownUserPool(scope))?.Id;
      return userPoolId === undefined ? [] : clientsIn(scope, userPoolId);
    },
    hasNoTags: "a client has none; it is in the tenant's own pool",
    signs: (_needs, saved) => [({ ClientId }) => ClientId === saved.userPoolClientId],
    create: async (scope: Scope, needs: Needs) => {
      const creation = { UserPoolId: needs.userPoolId, ClientName: CLIENT_NAME, ...settingsOf(scope, needs) };
      return (await scope.tenant(CognitoIdentityProviderClient).send(new CreateUserPoolClientCommand(creation))).UserPoolClient;
    },
    differs: (scope, needs, found) => (agrees(found, changeable(scope, needs)) ? [] : ['settings']),
    repair: async (scope, needs, { UserPoolId, ClientId }) => {
      const wanted = { UserPoolId, ClientId, ClientName: CLIENT_NAME, ...changeable(scope, needs) };
      await scope.tenant(CognitoIdentityProviderClient).send(new UpdateUserPoolClientCommand(wanted));
    },
    remove: ({ tenant }, { UserPoolId, ClientId }) =>
      tenant(CognitoIdentityProviderClient).send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId })),
    gone: GONE,
    what: ({ ClientId }) => `client ${ClientId} of the user pool`,
    out: (_scope, { ClientId }) => ({ userPoolClientId: idOf(ClientId, 'the client of the user pool') }),
  },
  { creates: [{ type: 'AWS::Cognito::UserPoolClient', id: 'userPoolClientId' }] },
);
