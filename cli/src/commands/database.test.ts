import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { MERCY, summary } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const NAME = 'person_0a1b2c3d_0123456789ab';
const kept = {
  login: NAME,
  mode: 'read' as const,
  by: 'ada@example.com',
  subject: 's',
  reason: 'a slow page',
  at: '2026-11-24T12:00:00Z',
  until: '2026-11-24T16:00:00Z',
};
const LOGIN = 'POST /tenants/{id}/database-logins';
const REVOKE = 'POST /tenants/{id}/database-logins/{login}/revoke';
const answers = {
  'GET /tenants': () => ({ tenants: [summary()] }),
  'GET /tenants/{id}/database-logins': () => ({ logins: [{ ...kept, state: 'active' as const }] }),
  [LOGIN]: () => ({
    tenantId: MERCY,
    login: NAME,
    password: 'a-password',
    mode: 'read' as const,
    until: kept.until,
    host: 'database.example',
    port: 5432,
    database: 'tenant_x',
    schema: 'tenant_x',
    tls: true,
  }),
  [REVOKE]: () => ({ ...kept, state: 'revoked' as const, endedAt: '2026-11-24T13:00:00Z' }),
};

describe('database login', () => {
  test('shows how to connect, and the password, which is in no command', async () => {
    const { code, out } = await terminal(answers).tenantry('database', 'login', 'mercy', '--reason', 'a slow page', '--hours', '2');
    expect(code).toBe(0);
    expect(out).toMatch(/password +a-password\n/);
    const connect = `psql "host=database.example port=5432 dbname=tenant_x user=${NAME} sslmode=verify-full sslrootcert=global-bundle.pem"`;
    expect(out).toContain(connect);
    expect(taken(LOGIN)).toMatchObject([{ path: { id: MERCY }, body: { reason: 'a slow page', mode: 'read', hours: 2 } }]);
  });

  test('is to read unless somebody says that he will write, and needs a reason', async () => {
    await terminal(answers).tenantry('database', 'login', 'mercy', '--reason', 'a repair', '--write', '--json');
    expect(taken(LOGIN)).toMatchObject([{ body: { mode: 'write', hours: 4 } }]);
    expect((await terminal(answers).tenantry('database', 'login', 'mercy')).code).toBe(2);
    expect((await terminal(answers).tenantry('database', 'login', 'mercy', '--reason', 'x y z', '--hours', '25')).code).toBe(2);
    expect(taken(LOGIN)).toHaveLength(1);
  });
});

test('database logins: who has which, why and until when', async () => {
  const { out } = await terminal(answers).tenantry('database', 'logins', 'mercy');
  expect(out).toMatch(/person_0a1b2c3d_0123456789ab +read +active +ada@example.com +2026-11-24T16:00:00Z +a slow page/);
});

test('database revoke: asks first, or takes --yes where nobody is there', async () => {
  const words = ['database', 'revoke', 'mercy', NAME, '--reason', 'he has left'];
  expect((await terminal(answers).tenantry(...words)).code).toBe(2);
  expect((await terminal(answers, { typed: ['n'] }).tenantry(...words)).code).toBe(130);
  expect(taken(REVOKE)).toEqual([]);
  expect((await terminal(answers).tenantry(...words, '--yes')).out).toBe(`${NAME}: revoked\n`);
  expect(taken(REVOKE)).toMatchObject([{ path: { id: MERCY, login: NAME }, body: { reason: 'he has left' } }]);
});
