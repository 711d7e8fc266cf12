import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeAll, expect } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { client } from '@tenantry/shared/aws/client';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { testAccounts } from '@tenantry/shared/testing/accounts';
import pg from 'pg';
import { caller } from '../../../services/admin/src/testing/deployment.ts';
import { hear } from '../../../services/admin/src/testing/tenants.ts';
import { administratorOf } from '../../../services/pipeline/src/administrator.ts';
import { schema } from '../../../services/pipeline/src/steps/schema.ts';
import { tenant } from '../../../services/pipeline/src/testing/tenant.ts';
import { items, logLines } from '../../e2e/kept.ts';
import { attack } from '../attack.ts';

const server = new URL(process.env.TENANTRY_POSTGRES_URL ?? 'postgres://missing');
const answers: string[] = [];
let mine = '';
let theirs = '';

/** A tenant of the deployment, as far as the database and the super admins' table are concerned. */
const tenantWithDatabase = async (slug: string): Promise<string> => {
  const { database } = await landingZone();
  const { scope } = await tenant();
  const place = { ...database, host: server.hostname, port: Number(server.port) };
  await schema.ensure({ ...scope, administrator: administratorOf(client(SecretsManagerClient), place, false) }, { plan: 'standard' }, {});
  await hear(scope.tenantId, 'admin', 'TenantRequested', {
    ...samples.TenantRequested,
    tenantId: scope.tenantId,
    eventId: `${scope.tenantId}/admin/TenantRequested/1`,
    slug,
  });
  return scope.tenantId;
};
beforeAll(async () => {
  process.env.STAGE = 'dev';
  [mine, theirs] = [await tenantWithDatabase('logins-mine'), await tenantWithDatabase('logins-theirs')];
});
/** The API as it is deployed: its function asks the one in the database's VPC, each with its own role. */
const api = caller(async (event) => {
  const { Payload, FunctionError } = await client(LambdaClient).send(
    new InvokeCommand({ FunctionName: 'tenantry-dev-admin-api', Payload: JSON.stringify(event) }),
  );
  if (FunctionError) throw new Error(Buffer.from(Payload ?? []).toString());
  return JSON.parse(Buffer.from(Payload ?? []).toString());
});
const LOGIN = 'POST /tenants/{id}/database-logins';
const REVOKE = 'POST /tenants/{id}/database-logins/{login}/revoke';
const ask = async (id: string, body: object, groups: string) => {
  const answer = await api(LOGIN, { id, body: { reason: 'a slow page', ...body }, groups });
  if (typeof answer.body.password === 'string') answers.push(answer.body.password);
  return answer;
};
const connect = async ({ login, password, database }: Readonly<Record<string, unknown>>): Promise<pg.Client> => {
  const place = { host: server.hostname, port: Number(server.port), database: String(database) };
  const session = new pg.Client({ ...place, user: String(login), password: String(password) });
  session.on('error', () => undefined);
  await session.connect();
  return session;
};

attack('login-above-group', 'a viewer asks for a login, an operator for one to write, and anybody for one that lasts', async () => {
  expect(await ask(mine, {}, '[viewer]')).toMatchObject({ status: 403 });
  expect(await ask(mine, { mode: 'write' }, '[operator]')).toMatchObject({
    status: 403,
    body: { type: 'urn:tenantry:problem:group-missing' },
  });
  expect(await ask(mine, { hours: 9 }, '[admin]')).toMatchObject({ status: 400, body: { errors: [{ field: '/hours' }] } });
  const { body } = await ask(mine, { hours: 1 }, '[operator]');
  expect(body).toMatchObject({ mode: 'read', database: `tenant_${mine.toLowerCase()}` });
  expect(Date.parse(String(body.until)) - Date.now()).toBeLessThanOrEqual(3_600_000);
  const session = await connect(body);
  await session.query('SET default_transaction_read_only = off');
  await expect(session.query('CREATE TABLE x (id int)')).rejects.toMatchObject({ code: '42501' });
  await session.end();
});

attack('login-of-another-tenant', "an operator ends a login of another tenant's by his own, and lists it", async () => {
  const { body } = await ask(theirs, {}, '[operator]');
  const session = await connect(body);
  const login = String(body.login);
  const revoke = (id: string) => api(REVOKE, { path: { id, login }, body: { reason: 'not needed' }, groups: '[operator]' });
  expect(await revoke(mine)).toMatchObject({ status: 404, body: { type: 'urn:tenantry:problem:no-such-login' } });
  await session.query('SELECT 1');
  expect(JSON.stringify((await api('GET /tenants/{id}/database-logins', { id: mine })).body)).not.toContain(login);
  expect(await revoke(theirs)).toMatchObject({ status: 200, body: { login, state: 'revoked' } });
  await expect(session.query('SELECT 1')).rejects.toThrow();
  await expect(connect(body)).rejects.toMatchObject({ code: '28P01' });
});

attack('login-password-kept', 'somebody looks for passwords of logins in logs, tables, events and the audit', async () => {
  await ask(mine, { mode: 'write' }, '[admin]');
  expect(answers).toHaveLength(3);
  const { lines } = (await api('GET /audit', { query: { tenantId: mine } })).body as { lines: Record<string, unknown>[] };
  expect(lines[0]).toMatchObject({
    action: LOGIN,
    outcome: 'done',
    target: expect.stringMatching(/^person_/),
    request: { mode: 'write', hours: 4 },
  });
  const found: string[] = [];
  const places = new Set<string>();
  const look = ({ where, text }: { readonly where: string; readonly text: string }) => {
    places.add(where.split(' ').at(-1) ?? '');
    if (answers.some((password) => text.includes(password))) found.push(where);
  };
  for await (const kept of logLines(testAccounts.superAdmin)) look(kept);
  for await (const kept of items(testAccounts.superAdmin)) look(kept);
  expect(found).toEqual([]);
  const both = ['/aws/lambda/tenantry-dev-admin-api', '/aws/lambda/tenantry-dev-logins-database', 'tenantry-dev-admin'];
  expect([...places]).toEqual(expect.arrayContaining(both));
});
