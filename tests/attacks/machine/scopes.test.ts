import { expect } from '@jest/globals';
import { postDatabaseLogin } from '../../../services/admin/src/api/database-logins/handlers.ts';
import { callerOf, refusalOf } from '../../../services/admin/src/api/request/access.ts';
import { clientVariable, machinesOf } from '../../../services/admin/src/api/request/machines.ts';
import { GROUPS } from '../../../services/admin/src/contract/route.ts';
import { ROUTES } from '../../../services/admin/src/contract/routes.ts';
import { machineAccess } from '../../../services/admin/src/infra/machines.ts';
import { SCOPES, scopeName } from '../../../shared/src/deployment/machine-config.ts';
import { attack } from '../attack.ts';

const CONFIGURED = SCOPES.map((scope) => ({ name: `m-${scope}`, scope }));
const KNOWN = machinesOf({
  MACHINES: CONFIGURED.map(({ name, scope }) => `${name}:${scope}`).join(','),
  ...Object.fromEntries(CONFIGURED.map(({ scope }, index) => [clientVariable(index), `client-${scope}`])),
});
/** As Cognito makes it of `client_credentials`. */
const token = (scope: string, more: object = {}) => ({
  ...{ sub: `client-${scope}`, client_id: `client-${scope}`, token_use: 'access', scope: scopeName('admin') },
  ...more,
});
const caller = (claims: object) => callerOf(claims as Readonly<Record<string, unknown>>, KNOWN);
const allowed = (claims: object) => Object.entries(ROUTES).flatMap(([name, { group }]) => (refusalOf(caller(claims), group) ? [] : [name]));
const routesOf = (group: (typeof GROUPS)[number]) =>
  Object.entries(ROUTES).flatMap(([name, { group: least }]) => (GROUPS.indexOf(least) <= GROUPS.indexOf(group) ? [name] : []));

attack('machine-above-scope', 'a machine of each scope, and of none, asks every route', () => {
  const all = SCOPES.map(scopeName).join(' ');
  expect(SCOPES.map((scope) => allowed(token(scope, { scope: all })))).toEqual(GROUPS.map(routesOf));
  for (const scope of ['', 'openid email', 'tenantry/', 'tenantry/ADMIN', 'other/admin', 'tenantry/admin,x'])
    expect({ scope, allowed: allowed(token('admin', { scope })) }).toEqual({ scope, allowed: [] });
  for (const { group } of Object.values(ROUTES))
    expect(refusalOf(caller(token('admin', { scope: '' })), group)?.code).toBe('scope-missing');
});

attack('machine-scope-of-before', 'a token of the scope admin is sent after its machine may only read', () => {
  expect(caller(token('read')).groups).toEqual([]);
  expect(caller(token('read', { scope: `${scopeName('read')} ${scopeName('admin')}` })).groups).toEqual(['viewer']);
});

attack('machine-as-person', 'a machine has groups, an address and a name in its token, and asks for a login to a database', async () => {
  const asPerson = { 'cognito:groups': '[admin]', email: 'ada@example.com', 'cognito:username': 'ada' };
  const read = caller(token('read', { ...asPerson, scope: scopeName('read') }));
  expect(read).toEqual({ subject: 'machine:m-read', displayName: 'machine:m-read', groups: ['viewer'], isMachine: true });
  const body = { mode: 'read', hours: 1, reason: 'r' };
  const ask = postDatabaseLogin({ path: { id: 'T' }, body, caller: caller(token('admin')), note: () => {} } as never);
  await expect(ask).rejects.toMatchObject({ status: 403, code: 'person-needed' });
});

attack('person-as-machine', 'a person’s tokens of the console’s client have every scope, and the names of a machine', () => {
  const viewer = { sub: '0b4c', client_id: 'console', 'cognito:groups': '[viewer]', scope: SCOPES.map(scopeName).join(' ') };
  const forged = [
    ...[{}, { token_use: 'id', aud: 'console', client_id: undefined }],
    ...[{ username: 'client-admin' }, { 'cognito:username': 'machine:m-admin' }, { azp: 'client-admin', aud: ['console'] }],
  ];
  for (const more of forged) {
    const found = caller({ ...viewer, ...more });
    expect([found.subject, found.groups, found.isMachine]).toEqual(['0b4c', ['viewer'], undefined]);
  }
  expect(allowed({ ...viewer, token_use: 'access' })).toEqual([]);
  expect(caller({ ...viewer, sub: 'client-admin' })).toMatchObject({ subject: 'client-admin', groups: ['viewer'] });
});

attack('person-through-machine', 'an administrator signs in through a machine’s client, and uses both tokens', () => {
  const person = { sub: '0b4c', 'cognito:groups': '[admin]', scope: scopeName('admin') };
  const access = { ...person, token_use: 'access', client_id: 'client-admin', username: 'ada' };
  const id = { ...person, token_use: 'id', aud: 'client-admin', 'cognito:username': 'ada' };
  for (const claims of [access, id, { ...id, sub: 'client-admin' }, { ...access, sub: 'client-admin' }])
    expect(allowed(claims)).toEqual([]);
  for (const { Properties } of clients()) {
    expect(Properties.AllowedOAuthFlows).toEqual(['client_credentials']);
    expect(Properties.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
  }
});

attack('machine-of-another-program', 'a client that no configuration names asks with all scopes', () => {
  const { audience, resources } = machineAccess(CONFIGURED);
  expect(audience.map(({ Ref }) => Ref)).toEqual(Object.keys(resources).filter((name) => name !== 'ResourceServer'));
  expect(allowed(token('unknown', { scope: SCOPES.map(scopeName).join(' ') }))).toEqual([]);
});

attack('machine-secret-kept', 'who reads templates, outputs and functions looks for the secret of a machine', () => {
  const declared = JSON.stringify(machineAccess(CONFIGURED));
  expect(clients()).toHaveLength(CONFIGURED.length);
  expect(declared).not.toMatch(/ClientSecret|GetAtt/);
});

interface AppClient {
  readonly Type: string;
  readonly Properties: { readonly AllowedOAuthFlows: readonly string[]; readonly ExplicitAuthFlows: readonly string[] };
}
const clients = (): readonly AppClient[] =>
  (Object.values(machineAccess(CONFIGURED).resources) as unknown as readonly AppClient[]).filter(
    ({ Type }) => Type === 'AWS::Cognito::UserPoolClient',
  );
