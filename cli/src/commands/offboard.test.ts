import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { before, deployment, MERCY, summary, tenant } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const found = { 'GET /tenants': () => ({ tenants: [summary()] }), 'GET /tenants/{id}': () => tenant() };
const answers = { ...found, 'POST /tenants/{id}/offboard': () => ({ tenantId: MERCY }) };
const ROUTE = 'POST /tenants/{id}/offboard';

describe('offboard', () => {
  test('shows what goes, wants the slug typed, and a reason', async () => {
    const shell = terminal(answers, { typed: ['mercy', 'contract ended'] });
    const { code, err } = await shell.tenantry('offboard', MERCY);
    expect(code).toBe(0);
    expect(err).toMatch(/account +100000000006/);
    expect(err).toMatch(/data +exported to the retention bucket first/);
    expect(taken(ROUTE)).toMatchObject([{ path: { id: MERCY }, body: { confirm: 'mercy', reason: 'contract ended', export: true } }]);
  });

  test('does nothing when something else is typed: exit code 130', async () => {
    expect((await terminal(answers, { typed: ['mercyy'] }).tenantry('offboard', 'mercy')).code).toBe(130);
    expect(taken(ROUTE)).toEqual([]);
  });

  test('takes the slug by --yes where nobody is there, and only the right one', async () => {
    const words = ['offboard', 'mercy', '--reason', 'contract ended', '--no-export'];
    expect((await terminal(answers).tenantry(...words)).code).toBe(2);
    expect((await terminal(answers).tenantry(...words, '--yes', 'lakeside')).code).toBe(2);
    expect(taken(ROUTE)).toEqual([]);
    const { out, err } = await terminal(answers).tenantry(...words, '--yes', 'mercy', '--json');
    expect([JSON.parse(out), err]).toEqual([{ tenantId: MERCY }, '']);
    expect(taken(ROUTE)).toMatchObject([{ body: { confirm: 'mercy', export: false } }]);
  });

  test('without a reason is wrong usage where nobody can be asked', async () => {
    const { code, err } = await terminal(answers).tenantry('offboard', 'mercy', '--yes', 'mercy');
    expect(code).toBe(2);
    expect(err).toContain('--reason is missing');
  });

  test('with --watch follows until nothing is left', async () => {
    const gone = {
      ...answers,
      'GET /deployment': () => deployment,
      'GET /tenants/{id}': (_: unknown, times: number) => tenant({ state: times > 2 ? 'offboarded' : 'ready', stages: [] }),
    };
    const { code, out } = await terminal(gone).tenantry('offboard', 'mercy', '--yes', 'mercy', '--reason', 'contract ended', '--watch');
    expect(code).toBe(0);
    expect(out).toContain('mercy is off-boarded, 0 leftovers');
  });
});

test('cancel takes a tenant back that never was live, with a reason', async () => {
  const shell = terminal({ ...found, 'POST /tenants/{id}/cancel': () => ({ tenantId: MERCY }) });
  expect((await shell.tenantry('cancel', 'mercy', '--reason', 'wrong name')).code).toBe(0);
  expect(taken('POST /tenants/{id}/cancel')).toMatchObject([{ path: { id: MERCY }, body: { reason: 'wrong name' } }]);
  expect((await shell.tenantry('cancel', 'mercy')).code).toBe(2);
});

describe('variables', () => {
  test('are shown as NAME=value', async () => {
    expect((await terminal(found).tenantry('variables', 'mercy')).out).toBe('APP_THEME=blue\n');
    const none = { ...found, 'GET /tenants/{id}': () => tenant({ variables: {} }) };
    const { out, err } = await terminal(none).tenantry('variables', 'mercy');
    expect([out, err]).toEqual(['', 'mercy has no variables of its own\n']);
  });

  test('are changed and removed by one merge patch', async () => {
    const shell = terminal({ ...found, 'PATCH /tenants/{id}/variables': () => ({ tenantId: MERCY, variables: { APP_THEME: 'red' } }) });
    const { out } = await shell.tenantry('vars', 'mercy', 'APP_THEME=red', '--unset', 'APP_OLD', '--unset', 'APP_OLDER', '--json');
    expect(JSON.parse(out)).toEqual({ tenantId: MERCY, variables: { APP_THEME: 'red' } });
    expect(taken('PATCH /tenants/{id}/variables')).toMatchObject([{ body: { APP_THEME: 'red', APP_OLD: null, APP_OLDER: null } }]);
  });

  test.each([
    [{}, { APP_THEME: 'blue' }, 'nothing changed'],
    [{ variables: {} }, {}, 'nothing changed: mercy has no variables of its own'],
    [{}, { APP_THEME: 'red' }, 'its pipeline runs now: tenantry watch mercy'],
    [{ state: 'onboarding' as const }, { APP_THEME: 'red' }, 'its pipeline takes them when it comes to that'],
    [
      { suspension: { state: 'suspended' as const, since: before(9) } },
      { APP_THEME: 'red' },
      'its pipeline runs with them when mercy is resumed',
    ],
    [
      { isolation: { state: 'isolated' as const, since: before(9) } },
      { APP_THEME: 'red' },
      'its pipeline runs with them when mercy is let back',
    ],
  ])('of a tenant that is %j become %j: %s', async (is, variables, said) => {
    const answers = {
      ...found,
      'GET /tenants/{id}': () => tenant(is),
      'PATCH /tenants/{id}/variables': () => ({ tenantId: MERCY, variables }),
    };
    expect((await terminal(answers).tenantry('variables', 'mercy', '--unset', 'APP_NOPE')).err).toBe(`${said}\n`);
  });
});
