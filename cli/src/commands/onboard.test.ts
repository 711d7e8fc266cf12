import { describe, expect, test } from '@jest/globals';
import { Refusal } from '../testing/fake-api.ts';
import { commandFixture } from '../testing/fixture.ts';
import { plan } from '../testing/operation-samples.ts';
import { deployment, MERCY, stage, tenant, working } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const FLAGS = ['--name', 'Mercy Hospital', '--admin-email', 'it@mercy.example'];
const accepted = { 'POST /tenants': () => ({ tenantId: MERCY }), 'GET /tenants/{id}': () => tenant({ state: 'requested' }) };

describe('onboard without a terminal', () => {
  test('asks for the tenant as the flags say, under a key of its own, and prints its id', async () => {
    const shell = terminal(accepted);
    const { code, out, err } = await shell.tenantry(
      'onboard',
      ...FLAGS,
      '--slug',
      'mercy',
      '--cidr',
      '10.64.0.0/20',
      '--var',
      'APP_THEME=blue',
    );
    expect([code, out]).toEqual([0, `${MERCY}\n`]);
    expect(err).toBe(`mercy is asked for: id ${MERCY}, mercy.app.example.com; watch it from anywhere: tenantry watch mercy\n`);
    await shell.tenantry('onboard', ...FLAGS, '--json');
    const [first, second] = taken('POST /tenants');
    expect(first?.body).toEqual({
      name: 'Mercy Hospital',
      slug: 'mercy',
      adminEmail: 'it@mercy.example',
      plan: 'standard',
      cidr: '10.64.0.0/20',
      variables: { APP_THEME: 'blue' },
    });
    expect(first?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(second?.key).not.toBe(first?.key);
  });

  test('as JSON prints nothing but the answer', async () => {
    const { out, err } = await terminal(accepted).tenantry('onboard', ...FLAGS, '--json');
    expect([JSON.parse(out), err]).toEqual([{ tenantId: MERCY }, '']);
  });

  test('names every flag that is missing: exit code 2, nothing asked for', async () => {
    const { code, err } = await terminal(accepted).tenantry('onboard', '--slug', 'mercy');
    expect(code).toBe(2);
    expect(err).toContain('--name and --admin-email are missing');
    expect(taken()).toEqual([]);
  });

  test.each([
    ['--var', 'APP_THEME'],
    ['--cidr-prefix', 'wide'],
    ['--colour', 'blue'],
  ])('with %s %s is wrong usage: exit code 2', async (...wrong) => {
    expect((await terminal(accepted).tenantry('onboard', ...FLAGS, ...wrong)).code).toBe(2);
  });

  test('repeats the request with the same key when there is no clear answer', async () => {
    const answers = {
      'POST /tenants': (_: unknown, times: number) => {
        if (times === 1) throw new Refusal(503, 'busy');
        return { tenantId: MERCY };
      },
    };
    expect((await terminal(answers).tenantry('onboard', ...FLAGS, '--idempotency-key', 'k1')).code).toBe(0);
    expect(taken('POST /tenants').map(({ key }) => key)).toEqual(['k1', 'k1']);
  });

  test('says the key when it is not known whether the tenant was taken', async () => {
    const answers = {
      'POST /tenants': () => {
        throw new Refusal(500, 'internal-error');
      },
    };
    const { code, err } = await terminal(answers).tenantry('onboard', ...FLAGS, '--idempotency-key', 'k1');
    expect(code).toBe(1);
    expect(err).toContain('--idempotency-key k1');
  });

  test('with --watch follows the tenant until it is ready', async () => {
    const steps = [tenant({ state: 'onboarding', stages: [working('account', 'account')] }), tenant({ stages: [stage('account')] })];
    const answers = {
      ...accepted,
      'GET /deployment': () => deployment,
      'GET /tenants/{id}': (_: unknown, times: number) => steps[Math.min(times, steps.length) - 1] ?? tenant(),
    };
    const { code, out, err } = await terminal(answers).tenantry('onboard', ...FLAGS, '--watch');
    expect(code).toBe(0);
    expect(err).toContain('account');
    expect(out).toBe('✔ mercy is ready after 3 min 20 s: https://mercy.app.example.com\n');
    expect(err.split('\n')[0]).toContain(`mercy is asked for: id ${MERCY}, mercy.app.example.com`);
    expect(err).toMatch(/the invitation went to it@mercy.example\n$/);
  });
});

describe('onboard in a terminal', () => {
  test('asks for what is missing, suggests the slug, shows the plan, and asks before it begins', async () => {
    const shell = terminal({ ...accepted, 'POST /plan': () => plan() }, { typed: ['Mercy Hospital', '', 'it@mercy.example', 'y'] });
    const { code, err } = await shell.tenantry('onboard', '--no-watch');
    expect(code).toBe(0);
    expect(shell.asked).toEqual([
      'Name of the tenant: ',
      'Label below the root domain [mercy]: ',
      "E-mail address of the tenant's first user: ",
      'On-board it? [y/N] ',
    ]);
    expect(err).toMatch(/creates +3 resources/);
    expect(taken('POST /tenants')).toMatchObject([{ body: { slug: 'mercy', name: 'Mercy Hospital', adminEmail: 'it@mercy.example' } }]);
  });

  test('asks again for what the API finds wrong, with the fix', async () => {
    const answers = {
      ...accepted,
      'POST /plan': ({ body }: { body: unknown }) =>
        (body as { adminEmail?: string }).adminEmail === 'it'
          ? plan({ possible: false, problems: [{ field: '/adminEmail', problem: 'no e-mail address', fix: 'Write name@example.com.' }] })
          : plan(),
    };
    const shell = terminal(answers, { typed: ['mercy', 'it', 'it@mercy.example', 'yes'] });
    const { err } = await shell.tenantry('onboard', '--name', 'Mercy', '--no-watch');
    expect(err).toContain('--admin-email: no e-mail address');
    expect(taken('POST /tenants')).toMatchObject([{ body: { adminEmail: 'it@mercy.example' } }]);
  });

  test('does nothing unless a person says yes', async () => {
    const { code, err } = await terminal({ 'POST /plan': () => plan() }, { typed: [''] }).tenantry('onboard', ...FLAGS, '--slug', 'mercy');
    expect(code).toBe(130);
    expect(err).toContain('nothing was done');
    expect(taken('POST /tenants')).toEqual([]);
  });

  test('ends with 8 when a quota has no room, before anything is asked for', async () => {
    const full = plan({ possible: false, refusals: [{ quota: 'accounts', reason: 'full', fix: 'Ask AWS.' }] });
    const { code, out } = await terminal({ 'POST /plan': () => full }, { typed: [] }).tenantry('onboard', ...FLAGS, '--slug', 'mercy');
    expect(code).toBe(8);
    expect(out).toContain('accounts: full');
    expect(taken('POST /tenants')).toEqual([]);
  });
});
