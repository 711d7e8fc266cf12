import {
  AddUserPoolClientSecretCommand,
  DeleteUserPoolClientSecretCommand,
  DescribeUserPoolCommand,
  ListUserPoolClientSecretsCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { forgedTokens } from '@laptop/aws/testing/forged-tokens';
import { signedToken, signingKey } from '@laptop/aws/testing/issuer';
import { issuerPath } from '@tenantry/api-client/issuer-path';
import { machineToken } from '@tenantry/api-client/sign-in';
import { superAdminSignInPrefix } from '@tenantry/shared/deployment/sign-in';
import type { AuditLine } from '../../../services/admin/src/contract/audit.ts';
import { inputsOf, runAction } from '../../runner.ts';
import { attack } from '../attack.ts';
import { GITHUB, jobClaims, type MachineDesk, machineDesk, offered } from './desk.ts';

const SUBJECT = 'repo:acme/platform:environment:production';
const PORTAL = { name: 'portal', scope: 'admin' } as const;
const CI = { name: 'ci', scope: 'operate' } as const;
const REPORTS = { name: 'reports', scope: 'read' } as const;
const DEPLOYS = { name: 'deploys', scope: 'admin', oidc: { issuer: GITHUB, subject: SUBJECT } } as const;

let desk: MachineDesk;
beforeAll(async () => {
  desk = await machineDesk([PORTAL, CI, REPORTS, DEPLOYS]);
});
afterAll(() => desk.end());

const environmentOf = async (machine: string) => {
  const { id, secret } = await desk.clientOf(machine);
  return { TENANTRY_CLIENT_ID: id, TENANTRY_CLIENT_SECRET: secret };
};
/** A token of a machine's client, as the command gets one. */
const tokenOf = async (machine: string): Promise<string> => {
  const { id, secret } = await desk.clientOf(machine);
  const signInUrl = `${desk.local.url}/_aws/cognito/${superAdminSignInPrefix('dev', { accounts: desk.local.accounts })}`;
  const issuer = `https://cognito-idp.${desk.local.region}.amazonaws.com/${desk.userPoolId}`;
  return (await machineToken({ signInUrl, clientId: id, issuer }, secret, { fetch })).token;
};
const claimsOf = (token: string, part = 1) => JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString());
const lines = async (): Promise<readonly AuditLine[]> => {
  const { out } = await desk.tenantry(['audit', '--json'], await environmentOf('reports'));
  return (JSON.parse(out) as { lines: readonly AuditLine[] }).lines;
};
const audited = async () => (await lines()).map(({ subject, action, outcome, status }) => [subject, action, outcome, status].join(' '));
/** Of a workflow that somebody starts to on-board a tenant. */
const workflow = (slug: string, client: { readonly id: string; readonly secret: string }) =>
  inputsOf('onboard.yml', {
    inputs: { name: `Hospital ${slug}`, slug, 'admin-email': `it@${slug}.example.com` },
    vars: { TENANTRY_API_URL: desk.env.TENANTRY_API_URL ?? '', TENANTRY_CLIENT_ID: client.id },
    secrets: { TENANTRY_CLIENT_SECRET: client.secret },
    github: { run_id: `run-${slug}` },
  });
const ONBOARD = ['onboard', '--name=St. Mary', '--slug=mary', '--admin-email=it@mary.example.com', '--yes', '--no-watch'];

test('there is no person: the pool has nobody, and would ask for a second factor', async () => {
  const named = { UserPoolId: desk.userPoolId };
  const { UserPool } = await desk.cognito.send(new DescribeUserPoolCommand(named));
  const { Users } = await desk.cognito.send(new ListUsersCommand(named));
  expect([UserPool?.MfaConfiguration, Users]).toEqual(['ON', []]);
  const { code, err } = await desk.tenantry(['list']);
  expect([code, err]).toEqual([3, expect.stringContaining('TENANTRY_CLIENT_ID')]);
});

describe('a machine on-boards a tenant and watches it until it is ready', () => {
  test('with the secret of its client, in the workflow of examples/github', async () => {
    const runner = { folder: desk.env.HOME ?? '', env: desk.env };
    const ended = await runAction({ ...workflow('mercy', await desk.clientOf('portal')), package: desk.packed }, runner);
    expect(ended).toMatchObject({ code: 0, summary: expect.stringContaining('mercy is ready') });
    expect(await audited()).toContain('machine:portal POST /tenants done 202');
  });

  test('without a secret, with the token that its platform signs for its job', async () => {
    const runner = { folder: desk.env.HOME ?? '', env: { ...desk.env, ...offered(desk.issuer, SUBJECT) } };
    const ended = await runAction({ ...workflow('grace', { id: '', secret: '' }), package: desk.packed }, runner);
    expect(ended).toMatchObject({ code: 0, summary: expect.stringContaining('grace is ready') });
    expect(await audited()).toContain('machine:deploys POST /tenants done 202');
  });
});

attack('machine-above-scope', 'a deployed machine that may look on-boards, and one that operates on-boards and off-boards', async () => {
  const [reports, ci] = [await environmentOf('reports'), await environmentOf('ci')];
  for (const [env, words] of [
    [reports, ONBOARD],
    [ci, ONBOARD],
    [ci, ['offboard', 'mercy', '--reason=x', '--no-export', '--yes=mercy']],
  ] as const) {
    const { code, err } = await desk.tenantry(words, env);
    expect([words[0], code, err]).toEqual([words[0], 5, expect.stringContaining('tenantry/admin')]);
  }
  expect((await desk.tenantry(['list'], reports)).code).toBe(0);
  expect(await audited()).toEqual(
    expect.arrayContaining([
      'machine:reports POST /tenants refused 403',
      'machine:ci POST /tenants refused 403',
      'machine:ci POST /tenants/{id}/offboard refused 403',
    ]),
  );
});

attack(
  'platform-another-subject',
  'another job of the platform on-boards: API Gateway has verified its token, and the API knows no such subject',
  async () => {
    const another = 'repo:acme/other:environment:production';
    expect((await desk.tenantry(ONBOARD, offered(desk.issuer, another))).code).toBe(5);
    const answer = await desk.ask(signedToken(desk.issuer.key, jobClaims(another)), `${issuerPath(GITHUB)}/tenants`);
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('scope-missing') });
    expect(await audited()).toContain(`machine:unknown:${another} POST /tenants refused 403`);
  },
);

/** What API Gateway lets through of these tokens. */
const taken = async (tokens: Readonly<Record<string, string>>, path: string) => {
  const answers = Object.entries(tokens).map(async ([wrong, token]) => [wrong, (await desk.ask(token, path)).status] as const);
  return (await Promise.all(answers)).filter(([, status]) => status !== 401);
};

attack(
  'platform-token-forged',
  'tokens that the platform has not signed, or for somebody else, or for another time, ask the API',
  async () => {
    const path = `${issuerPath(GITHUB)}/tenants`;
    expect((await desk.ask(signedToken(desk.issuer.key, jobClaims(SUBJECT)), path)).status).toBe(200);
    expect(await taken(forgedTokens(desk.issuer.key, jobClaims(SUBJECT)), path)).toEqual([]);
  },
);

attack('machine-token-forged', 'tokens that the user pool has not signed have the claims of a machine, or a scope more', async () => {
  const token = await tokenOf('portal');
  expect((await desk.ask(token, '/tenants')).status).toBe(200);
  const [header, , signature] = token.split('.');
  const raised = { ...claimsOf(token), scope: 'tenantry/read tenantry/operate tenantry/admin' };
  const forged = forgedTokens(signingKey(claimsOf(token, 0).kid), claimsOf(token));
  const more = `${header}.${Buffer.from(JSON.stringify(raised)).toString('base64url')}.${signature}`;
  expect(await taken({ ...forged, 'a scope more': more }, '/tenants')).toEqual([]);
});

attack('platform-another-issuer', 'a deployed API is asked with tokens of one issuer at the routes of another', async () => {
  const pool = await tokenOf('portal');
  const job = signedToken(desk.issuer.key, jobClaims(SUBJECT));
  const asPool = signedToken(desk.issuer.key, claimsOf(pool));
  expect(await taken({ job, asPool }, '/tenants')).toEqual([]);
  expect(await taken({ pool, asPool }, `${issuerPath(GITHUB)}/tenants`)).toEqual([]);
});

attack('machine-secret-of-before', 'the secret that a machine had before it was replaced is used', async () => {
  const before = await environmentOf('ci');
  const named = { UserPoolId: desk.userPoolId, ClientId: before.TENANTRY_CLIENT_ID };
  const { ClientSecretDescriptor } = await desk.cognito.send(new AddUserPoolClientSecretCommand(named));
  const after = { ...before, TENANTRY_CLIENT_SECRET: ClientSecretDescriptor?.ClientSecretValue ?? '' };
  const codes = async () => [(await desk.tenantry(['list'], before)).code, (await desk.tenantry(['list'], after)).code];
  expect(await codes()).toEqual([0, 0]);
  const { ClientSecrets = [] } = await desk.cognito.send(new ListUserPoolClientSecretsCommand(named));
  await desk.cognito.send(new DeleteUserPoolClientSecretCommand({ ...named, ClientSecretId: ClientSecrets[0]?.ClientSecretId }));
  expect(await codes()).toEqual([3, 0]);
});

const ONE = { method: 'POST', body: JSON.stringify({ name: 'x', slug: 'x', adminEmail: 'it@x.example.com', plan: 'standard' }) };

attack('machine-scope-of-before', 'tokens from before on-board after the configuration gives their machines less', async () => {
  const [portal, job] = [await tokenOf('portal'), signedToken(desk.issuer.key, jobClaims(SUBJECT))];
  await desk.deployMachines([{ ...PORTAL, scope: 'operate' }, REPORTS, { ...DEPLOYS, scope: 'read' }]);
  for (const [token, below] of [
    [portal, ''],
    [job, issuerPath(GITHUB)],
  ] as const) {
    expect((await desk.ask(token, `${below}/tenants`)).status).toBe(200);
    expect((await desk.ask(token, `${below}/tenants`, ONE)).status).toBe(403);
  }
});

attack('machine-that-is-gone', 'machines that the configuration names no more use the tokens and the secret that they had', async () => {
  const [portal, job, secret] = [await tokenOf('portal'), signedToken(desk.issuer.key, jobClaims(SUBJECT)), await environmentOf('portal')];
  await desk.deployMachines([REPORTS]);
  expect((await desk.ask(portal, '/tenants')).status).toBe(401);
  expect((await desk.tenantry(['list'], secret)).code).toBe(3);
  // With its last machine an issuer has no routes any more.
  expect((await desk.ask(job, `${issuerPath(GITHUB)}/tenants`)).status).toBe(404);
  expect((await desk.tenantry(['list'], { ...(await environmentOf('reports')) })).code).toBe(0);
});
