import { type Machine, RESOURCE_SERVER, SCOPES, scopeName } from '@tenantry/shared/deployment/machine-config';

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
const scopesOf = ({ scope }: Machine): readonly string[] => SCOPES.slice(0, SCOPES.indexOf(scope) + 1).map(scopeName);

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

/** What the stack has for the configured machines; nothing where there are none. */
export const machineAccess = (machines: readonly Machine[]) => ({
  resources: {
    ...(machines.length > 0 ? { ResourceServer: resourceServer } : {}),
    ...Object.fromEntries(machines.map((machine) => [logicalId(machine), appClient(machine)])),
  },
  /** Access tokens have no `aud`: API Gateway compares their `client_id` ("Control access to HTTP APIs with JWT authorizers"). */
  audience: machines.map((machine) => ({ Ref: logicalId(machine) })),
  /** Whose client is which machine's: only the API's function needs it (`api/request/machines.ts`). */
  environment:
    machines.length === 0
      ? {}
      : {
          MACHINES: {
            'Fn::Join': [',', machines.map((machine) => ({ 'Fn::Sub': `${machine.name}:${machine.scope}:\${${logicalId(machine)}}` }))],
          },
        },
  outputs: Object.fromEntries(machines.map((machine) => [`${logicalId(machine)}ClientId`, { Value: { Ref: logicalId(machine) } }])),
});
