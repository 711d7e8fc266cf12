import { describe, expect, test } from '@jest/globals';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { Refusal } from '../testing/fake-api.ts';
import { commandFixture } from '../testing/fixture.ts';
import {
  before,
  deployment,
  episode,
  MERCY,
  retryOf,
  stage,
  stalledNetwork,
  summary,
  tenant,
  timeline,
  working,
} from '../testing/samples.ts';

const { terminal } = commandFixture();
/** A tenant that is somewhere else at every look; it stays at the last place. */
const moving = (...places: readonly Partial<Tenant>[]) => ({
  'GET /tenants': () => ({ tenants: [summary()] }),
  'GET /deployment': () => deployment,
  'GET /tenants/{id}': (_: unknown, times: number) => tenant(places[Math.min(times, places.length) - 1]),
});
const waiting = working('network', 'natAvailable', { state: 'waiting', reason: 'NAT gateway nat-1 to become available' });
const onboarding = (...stages: Tenant['stages']): Partial<Tenant> => ({ state: 'onboarding', stages });
const ready: Partial<Tenant> = { state: 'ready', stages: [stage('account'), stage('network')] };

describe('watch', () => {
  test('in a pipe says a line whenever a stage moves, and ends with 0 when the tenant is ready', async () => {
    const { code, out, err } = await terminal(
      moving(
        onboarding(working('account', 'account')),
        onboarding(working('account', 'account')),
        onboarding(stage('account'), waiting),
        ready,
      ),
    ).tenantry('watch', 'mercy');
    expect(code).toBe(0);
    expect(err.trim().split('\n')).toEqual([
      '[     0 s] ▸ account  account  2 min',
      '[     2 s] ✔ account  done  1 min 30 s',
      '[     2 s] … network  natAvailable  2 min 2 s  NAT gateway nat-1 to become available (32 s of usually 1 min 30 s)',
      '[     3 s] ✔ network  done  1 min 30 s',
    ]);
    expect(out).toBe('✔ mercy is ready after 3 min 20 s: https://mercy.app.example.com\n');
  });

  test('in a terminal redraws one table, with the stages that have not begun', async () => {
    const shell = terminal(moving(onboarding(working('account', 'account')), ready), { isTTY: true, env: { NO_COLOR: '1' }, typed: [] });
    const { err } = await shell.tenantry('watch', 'mercy');
    expect(err).toMatch(/· {2}network +waits for AccountReady/);
    expect(err).toContain('\u001b[3A\u001b[0J');
  });

  test('as JSON writes a line per move, and one for the end', async () => {
    const { out, err } = await terminal(moving(onboarding(working('account', 'account')), ready)).tenantry('watch', 'mercy', '--json');
    expect(err).toBe('');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { type: 'stage', tenantId: MERCY, slug: 'mercy', tenantState: 'onboarding', stage: 'account', step: 'account', state: 'started' },
      { type: 'stage', stage: 'account', state: 'finished' },
      { type: 'stage', stage: 'network', state: 'finished' },
      { type: 'end', slug: 'mercy', state: 'ready' },
    ]);
  });

  test('of a tenant that stalls ends with 6, names the fix and the command', async () => {
    const { code, out } = await terminal(moving(onboarding(waiting), { state: 'stalled', stages: [stalledNetwork()] })).tenantry(
      'watch',
      'mercy',
    );
    expect(code).toBe(6);
    expect(out).toContain('EC2 CreateNatGateway: NatGatewayLimitExceeded');
    expect(out).toContain('then: tenantry retry mercy network');
  });

  test('with --keep stays while somebody mends it', async () => {
    expect(
      (
        await terminal(moving({ state: 'stalled', stages: [stalledNetwork()] }, onboarding(waiting), ready)).tenantry(
          'watch',
          'mercy',
          '--keep',
        )
      ).code,
    ).toBe(0);
  });

  test('of a tenant that is taken back before it was ready ends with 6, of one that is off-boarded with 0', async () => {
    const removing: Partial<Tenant> = { state: 'offboarding', stages: [working('network', 'vpc', { direction: 'remove' })] };
    const gone: Partial<Tenant> = { state: 'offboarded', stages: [] };
    expect((await terminal(moving(onboarding(waiting), removing)).tenantry('watch', 'mercy')).code).toBe(6);
    const { code, out } = await terminal(moving(removing, gone)).tenantry('watch', 'mercy');
    expect(code).toBe(0);
    expect(out).toContain('mercy is off-boarded, 0 leftovers');
  });

  test('counts the time of the way back from when it began', async () => {
    const offboarding = { at: before(10), reason: 'contract ended', export: true };
    const stages = [working('network', 'vpc', { direction: 'remove' })];
    const { err } = await terminal(moving({ state: 'offboarding', offboarding, stages }, { state: 'offboarded', stages: [] })).tenantry(
      'watch',
      'mercy',
    );
    expect(err).toContain('network  vpc  10 s');
  });

  test('ends with 9 when its time is over', async () => {
    expect((await terminal(moving(onboarding(waiting))).tenantry('watch', 'mercy', '--timeout', '5s')).code).toBe(9);
  });

  test('without names watches all that are on their way, and says so when there are none', async () => {
    const answers = (slugs: readonly string[]) => ({
      ...moving(ready),
      'GET /tenants': ({ query }: { query: Readonly<Record<string, unknown>> }) => ({
        tenants: query.state === 'onboarding' ? slugs.map((slug) => summary({ slug, state: 'onboarding' })) : [],
      }),
    });
    expect((await terminal(answers(['mercy'])).tenantry('watch')).out).toContain('mercy is ready');
    expect((await terminal(answers([])).tenantry('watch')).err).toContain('no tenant is on its way');
  });

  test('goes on when the API is silent for a while, and ends with its error when it stays silent', async () => {
    const silent = (until: number) => ({
      ...moving(ready),
      'GET /tenants/{id}': (_: unknown, times: number) => {
        if (times < until) throw new Refusal(500, 'internal-error', 'an outage');
        return tenant(ready);
      },
    });
    expect((await terminal(silent(20)).tenantry('watch', MERCY)).code).toBe(0);
    expect((await terminal(silent(1_000)).tenantry('watch', MERCY)).code).toBe(1);
  });

  test('does without usual times where the API does not tell', async () => {
    const answers = {
      ...moving(ready),
      'GET /deployment': () => {
        throw new Refusal(404, 'no-such-route');
      },
    };
    expect((await terminal(answers).tenantry('watch', 'mercy')).code).toBe(0);
  });

  test('interrupted ends with 130 and says that the work goes on', async () => {
    const shell = terminal({ ...moving(onboarding(waiting)), 'GET /tenants/{id}': () => interrupting() });
    const interrupting = () => {
      shell.interrupt();
      return tenant(onboarding(waiting));
    };
    const { code } = await shell.tenantry('watch', MERCY);
    expect(code).toBe(130);
  });
});

describe('retry', () => {
  const retried = { 'POST /tenants/{id}/retry': () => ({ tenantId: MERCY }), 'GET /tenants/{id}/timeline': () => timeline };
  const stalled: Partial<Tenant> = { state: 'stalled', stages: [stage('account'), stalledNetwork()] };

  test('asks the stages to try again that have stalled', async () => {
    const { code, out } = await terminal({ ...moving(stalled), ...retried }).tenantry('retry', 'mercy');
    expect([code, out]).toEqual([0, 'mercy: network asked to try again\n']);
  });

  test('asks those that are named, each under its own key', async () => {
    const shell = terminal({ ...moving(ready), ...retried });
    const { out } = await shell.tenantry('retry', 'mercy', 'network', 'dns', '--json', '--idempotency-key', 'k');
    expect(JSON.parse(out)).toEqual({ tenantId: MERCY, stages: ['network', 'dns'] });
  });

  test('of nothing that has stalled, or of no stage, is wrong usage: exit code 2', async () => {
    expect((await terminal(moving(ready)).tenantry('retry', 'mercy')).code).toBe(2);
    const { code, err } = await terminal(moving(ready)).tenantry('retry', 'mercy', 'networks');
    expect(code).toBe(2);
    expect(err).toContain(`the stages are ${STAGE_NAMES.join(', ')}`);
  });

  test('with --watch does not take the old failure for a new one', async () => {
    const again = working('network', 'natGateway', { generation: 2 });
    const done = stage('network', { generation: 2, at: before(0) });
    const good = { ...moving(stalled, stalled, onboarding(again), { state: 'ready', stages: [done] }), ...retried };
    expect((await terminal(good).tenantry('retry', 'mercy', '--watch')).code).toBe(0);
    const bad = { ...moving(stalled, stalled, { state: 'stalled', stages: [stalledNetwork(2)] }), ...retried };
    expect((await terminal(bad).tenantry('retry', 'mercy', '--watch')).code).toBe(6);
  });

  test('with --watch of a live tenant goes on until other stages have followed, and says what the retry took', async () => {
    const done = stage('network', { generation: 2, at: before(0) });
    const answers = {
      ...moving(ready, { state: 'ready', stages: [done] }),
      ...retried,
      'GET /tenants/{id}/timeline': (_: unknown, times: number) => ({
        ...timeline,
        episodes: [episode(), retryOf('network', { outcome: times < 3 ? 'running' : 'done', ...(times < 3 ? {} : { seconds: 12 }) })],
      }),
    };
    const { code, out } = await terminal(answers).tenantry('retry', 'mercy', 'network', '--watch');
    expect([code, out]).toEqual([0, '✔ mercy is ready, network tried again in 12 s: https://mercy.app.example.com\n']);
  });
});
