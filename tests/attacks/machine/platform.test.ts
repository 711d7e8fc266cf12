import { expect } from '@jest/globals';
import { issuerPath } from '../../../api-client/src/issuer-path.ts';
import { callerOf, refusalOf } from '../../../services/admin/src/api/request/access.ts';
import { oidcMachinesOf } from '../../../services/admin/src/api/request/machines.ts';
import { withoutIssuer } from '../../../services/admin/src/contract/issuer-path.ts';
import { ROUTES } from '../../../services/admin/src/contract/routes.ts';
import { issuerAccess } from '../../../services/admin/src/infra/machines.ts';
import { MachinesConfig, SCOPES, scopeName } from '../../../shared/src/deployment/machine-config.ts';
import { attack } from '../attack.ts';

const GITHUB = 'https://token.actions.githubusercontent.com';
const SUBJECT = 'repo:acme/platform:environment:production';
const CONFIGURED = MachinesConfig.parse([
  { name: 'deploys', scope: 'operate', oidc: { issuer: GITHUB, subject: SUBJECT } },
  { name: 'reports', scope: 'read', oidc: { issuer: 'https://gitlab.com', subject: 'project_path:acme/reports' } },
]);
const ACCESS = issuerAccess(CONFIGURED, 'superadmin.app.example.com');
const KNOWN = oidcMachinesOf(ACCESS.environment.OIDC_MACHINES);
/** As API Gateway hands over what it has verified. */
const token = (more: object = {}) => ({ iss: GITHUB, sub: SUBJECT, aud: 'superadmin.app.example.com', iat: '1000', exp: '1300', ...more });
const caller = (claims: object) => callerOf(claims as Readonly<Record<string, unknown>>, new Map(), KNOWN);
const refused = (claims: object): readonly (string | undefined)[] => [
  ...new Set(Object.values(ROUTES).map(({ group }) => refusalOf(caller(claims), group)?.code)),
];

attack('platform-another-subject', 'a workflow of another repository, branch or environment, and one named alike, ask every route', () => {
  expect(caller(token())).toMatchObject({ subject: 'machine:deploys', groups: ['viewer', 'operator'] });
  const others = [
    'repo:acme/other:environment:production',
    `${SUBJECT}2`,
    SUBJECT.toUpperCase(),
    `${SUBJECT} `,
    '',
    'repo:acme/platform:ref:refs/heads/main',
  ];
  for (const sub of [...others, undefined]) expect({ sub, refused: refused(token({ sub })) }).toEqual({ sub, refused: ['scope-missing'] });
  expect(caller(token({ sub: others[0] })).subject).toBe(`machine:unknown:${others[0]}`);
});

attack('platform-another-issuer', 'a platform signs the subject of another platform', () => {
  expect(refused(token({ iss: 'https://gitlab.com' }))).toEqual(['scope-missing']);
  for (const iss of ['https://evil.example', `${GITHUB}/`, `${GITHUB}.evil.example`])
    expect(refused(token({ iss }))).toEqual(['group-missing']);
});

attack('platform-another-audience', 'a token that was made for AWS, or for another deployment, is sent here', () => {
  const authorizers = Object.values(ACCESS.authorizers);
  expect(authorizers.map(({ issuerUrl }) => issuerUrl)).toEqual([GITHUB, 'https://gitlab.com']);
  for (const { type, audience } of authorizers) expect([type, audience]).toEqual(['jwt', ['superadmin.app.example.com']]);
  const known = new Set(Object.keys(ACCESS.authorizers));
  for (const { httpApi } of ACCESS.routes) {
    expect(known.has(httpApi.authorizer.name)).toBe(true);
    const path = issuerPath(ACCESS.authorizers[httpApi.authorizer.name]?.issuerUrl ?? '');
    expect(httpApi.path.startsWith(`${path}/`)).toBe(true);
    expect(httpApi.path).not.toContain('.');
    expect(Object.keys(ROUTES)).toContain(withoutIssuer(`${httpApi.method} ${httpApi.path}`));
  }
  expect(ACCESS.routes).toHaveLength(2 * Object.keys(ROUTES).length);
});

attack('platform-claims-of-its-own', 'a platform signs groups, scopes, an address and the client of a machine', () => {
  const claims = {
    'cognito:groups': '[admin]',
    scope: SCOPES.map(scopeName).join(' '),
    email: 'ada@example.com',
    client_id: 'client',
    token_use: 'access',
  };
  const found = callerOf(token(claims), new Map([['client', { name: 'other', scope: 'admin' }]]), KNOWN);
  expect(found).toEqual({ subject: 'machine:deploys', displayName: 'machine:deploys', groups: ['viewer', 'operator'], isMachine: true });
});

attack('platform-token-that-lasts', 'a token that is good for days, or says not how long, is used', () => {
  for (const times of [{ exp: '90000' }, { exp: undefined }, { iat: undefined }, { exp: 'never' }])
    expect({ times, refused: refused(token(times)) }).toEqual({ times, refused: ['scope-missing'] });
});

attack('platform-of-everybody', 'a configuration lets in more than one subject, or an issuer that is none', () => {
  const machine = (oidc: object) => [{ name: 'm', scope: 'read', oidc: { issuer: GITHUB, subject: SUBJECT, ...oidc } }];
  const wrong = [{ subject: 'repo:acme/*' }, { subject: '' }, { issuer: 'http://issuer.example' }, { issuer: 'issuer.example' }];
  const pool = { issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool' };
  for (const oidc of [...wrong, pool])
    expect({ oidc, taken: MachinesConfig.safeParse(machine(oidc)).success }).toEqual({ oidc, taken: false });
  expect(MachinesConfig.safeParse([...machine({}), { ...machine({})[0], name: 'again' }]).success).toBe(false);
});
