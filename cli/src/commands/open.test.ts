import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { deployment, MERCY, summary, tenant } from '../testing/samples.ts';

const { terminal } = commandFixture();
const found = { 'GET /tenants': () => ({ tenants: [summary()] }), 'GET /tenants/{id}': () => tenant() };

describe('open', () => {
  const answers = { ...found, 'GET /deployment': () => deployment };

  test('opens the browser in a terminal, and prints the address', async () => {
    const shell = terminal(answers, { typed: [] });
    expect((await shell.tenantry('open', 'mercy')).out).toBe('https://mercy.app.example.com\n');
    expect((await shell.tenantry('open')).out).toBe('https://superadmin.app.example.com\n');
    expect(shell.browsed).toEqual(['https://mercy.app.example.com', 'https://superadmin.app.example.com']);
  });

  test('only prints elsewhere, and says when nothing may answer yet', async () => {
    const shell = terminal({ ...answers, 'GET /tenants/{id}': () => tenant({ state: 'onboarding' }) });
    const { out, err } = await shell.tenantry('open', 'mercy');
    expect([out, err, shell.browsed]).toEqual(['https://mercy.app.example.com\n', 'mercy is onboarding: it may not answer yet\n', []]);
  });

  test('of an off-boarded tenant: exit code 4', async () => {
    expect((await terminal({ ...answers, 'GET /tenants/{id}': () => tenant({ state: 'offboarded' }) }).tenantry('open', MERCY)).code).toBe(
      4,
    );
  });
});

test('whoami says who, what that person may do, and for which API that holds', async () => {
  const me = { subject: 's', displayName: 'ada@example.com', groups: ['operator'], group: 'operator' as const };
  const { out } = await terminal({ 'GET /me': () => me }).tenantry('whoami', '--json');
  expect(JSON.parse(out)).toMatchObject({ ...me, profile: 'environment', because: 'TENANTRY_API_URL is set' });
  expect((await terminal({ 'GET /me': () => me }).tenantry('whoami')).out).toMatch(/role +operator \(groups: operator\)/);
});
