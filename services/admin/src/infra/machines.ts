import {
  isOidc,
  issuersOf,
  type Machine,
  RESOURCE_SERVER,
  SCOPES,
  scopeName,
  scopesUpTo,
} from '@tenantry/shared/deployment/machine-config';
import { clientVariable } from '../api/request/machines.ts';
import { belowIssuer } from '../contract/issuer-path.ts';
import { routesFor } from './routes.ts';

/** Each word of a name begins with a letter, so no two names have the same logical id. */
const logicalId = ({ name }: Machine): string => `Machine${name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}`;

const MEANS = { read: 'Look, change nothing', operate: 'What operators do', admin: 'What administrators do' } as const;

/** Scopes as people read them in Cognito's console. */
const resourceServer = {
  Type: 'AWS::Cognito::UserPoolResourceServer',
  Properties: {
    UserPoolId: { Ref: 'UserPool' },
    Identifier: RESOURCE_SERVER,
    Name: 'Tenantry',
    Scopes: SCOPES.map((scope) => ({ ScopeName: scope, ScopeDescription: MEANS[scope] })),
  },
};

/** A machine may ask for less than it has: the scopes before its own are its, too. */
const scopesOf = ({ scope }: Machine): readonly string[] => scopesUpTo(scope).map(scopeName);

const appClient = (machine: Machine) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  // The scopes must be there first: Cognito refuses a client with others.
  DependsOn: 'ResourceServer',
  Properties: {
    UserPoolId: { Ref: 'UserPool' },
    ClientName: `machine-${machine.name}`,
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: scopesOf(machine),
    // No person signs in through it; without a value Cognito would let them (CreateUserPoolClient, ExplicitAuthFlows).
    ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
    // API Gateway does not ask whether a client is still there.
    AccessTokenValidity: 10,
    TokenValidityUnits: { AccessToken: 'minutes' },
  },
});

/**
 * Whose client is which machine's: only the API's function needs it (`api/request/machines.ts`). A variable for each client, since
 * `serverless invoke local` resolves a `Ref` and no `Fn::Join`.
 */
const clientsOf = (machines: readonly Machine[]) =>
  machines.length === 0
    ? {}
    : {
        MACHINES: machines.map(({ name, scope }) => `${name}:${scope}`).join(','),
        ...Object.fromEntries(machines.map((machine, index) => [clientVariable(index), { Ref: logicalId(machine) }])),
      };

/** What the stack has for the machines with a secret; nothing where there are none. */
export const machineAccess = (configured: readonly Machine[]) => {
  const machines = configured.filter((machine) => !isOidc(machine));
  return {
    resources: {
      ...(machines.length > 0 ? { ResourceServer: resourceServer } : {}),
      ...Object.fromEntries(machines.map((machine) => [logicalId(machine), appClient(machine)])),
    },
    /** Access tokens have no `aud`: API Gateway compares their `client_id` ("Control access to HTTP APIs with JWT authorizers"). */
    audience: machines.map((machine) => ({ Ref: logicalId(machine) })),
    environment: clientsOf(machines),
    outputs: Object.fromEntries(machines.map((machine) => [`${logicalId(machine)}ClientId`, { Value: { Ref: logicalId(machine) } }])),
  };
};

/**
 * What the API has for the machines whose platform signs their tokens. A route has one authorizer, and an authorizer one issuer: each issuer
 * has the routes once more, below its own path, and API Gateway verifies its tokens as it does those of the user pool.
 * @param audience what a token must be made for: the host name of this deployment's API, so that no other deployment's token is good here
 */
export const issuerAccess = (configured: readonly Machine[], audience: string) => {
  const machines = configured.filter(isOidc);
  const issuers = issuersOf(machines).map((issuer, i) => ({ issuer, name: `issuer${i + 1}` }));
  const table = machines.map(({ name, scope, oidc }) => ({ name, scope, ...oidc }));
  return {
    authorizers: Object.fromEntries(
      issuers.map(({ issuer, name }) => [
        name,
        { type: 'jwt' as const, identitySource: '$request.header.Authorization', issuerUrl: issuer, audience: [audience] },
      ]),
    ),
    routes: issuers.flatMap(({ issuer, name }) => routesFor(name, (route) => belowIssuer(route, issuer))),
    environment: table.length > 0 ? { OIDC_MACHINES: JSON.stringify(table) } : {},
  };
};
