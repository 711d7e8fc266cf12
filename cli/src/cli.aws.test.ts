import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from '@tenantry/api-client/client';
import type { Check, Plan, Tenant } from '@tenantry/api-client/generated/api';
import { eventually, PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { runningLocal } from '../../laptop/src/running.ts';
import { type CommandOfLaptop, commandOfLaptop } from '../../tests/e2e/command-of-laptop.ts';

let command: CommandOfLaptop;
let tenantry: CommandOfLaptop['tenantry'];
beforeAll(async () => {
  command = await commandOfLaptop();
  tenantry = command.tenantry;
});
afterAll(() => command.end());

const json = async <T>(...words: readonly string[]): Promise<T> => {
  const { code, out, err } = await tenantry(...words, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as T;
};
const refuseNatGateway = (tenantId: string) => {
  const effect = { kind: 'error', code: 'UnauthorizedOperation', message: 'not authorized', status: 403 } as const;
  const match = { service: 'ec2', operation: 'CreateNatGateway', labels: { tenant: tenantId } };
  return runningLocal().addFault({ match, effect, times: null });
};
let held: Awaited<ReturnType<typeof refuseNatGateway>>;
const MERCY = ['--name', 'Command Hospital', '--slug', 'command', '--admin-email', 'it@command.example'];

describe('the command against the running API', () => {
  test('signs in by itself where a demo runs', async () => {
    expect(await json('whoami')).toMatchObject({ group: 'admin', profile: 'laptop' });
  });

  test('plans, on-boards, lists and shows a tenant', async () => {
    const plan = await json<Plan>('plan', ...MERCY);
    expect(plan).toMatchObject({ possible: true, tenant: { domain: 'command.app.localhost' } });
    const { tenantId } = await json<{ tenantId: string }>('onboard', ...MERCY);
    // Until it is cancelled: one that is ready by then could not be.
    held = await refuseNatGateway(tenantId);
    const shown = await json<Tenant>('show', 'command');
    expect(shown).toMatchObject({ tenantId, slug: 'command', name: 'Command Hospital' });
    const { tenants } = await json<{ tenants: readonly Tenant[] }>('list', '--search', 'command');
    expect(tenants).toMatchObject([{ tenantId, domain: 'command.app.localhost' }]);
    expect((await tenantry('open', 'command')).out).toMatch(/^http:\/\/command\.app\.localhost:\d+\n$/);
  });

  test('says what the API refuses, field by field: a plan with 8, a request with 5, a name that nobody has with 4', async () => {
    const taken = await tenantry('plan', ...MERCY);
    expect(taken.code).toBe(8);
    expect(taken.out).toMatch(/--slug|--domain/);
    const refused = await tenantry('onboard', '--name', 'X', '--slug', 'superadmin', '--admin-email', 'nobody');
    expect(refused.code).toBe(5);
    expect(refused.err).toContain('fix: ');
    expect((await tenantry('show', 'nobody-has-it')).code).toBe(4);
  });

  test('prints what the services logged about it, and an event as it was delivered', async () => {
    const lines = await eventually('the account stage has logged', async () => {
      const { out } = await tenantry('logs', 'command', '--service', 'account', '--json');
      const found = out.trim().split('\n').filter(Boolean);
      return found.length > 0 ? found.map((line) => JSON.parse(line) as { readonly function: string; readonly level: string }) : undefined;
    });
    expect(new Set(lines.map(({ function: name }) => name))).toEqual(new Set(['account-handler']));
    const { code, out, err } = await tenantry('logs', 'command', '--service', 'account', '--level', 'ERROR');
    expect([code, out, err]).toEqual([0, '', 'nothing was logged in that time\n']);
    expect(await json('event', 'command', 'TenantRequested')).toMatchObject({
      source: 'tenantry.admin',
      'detail-type': 'TenantRequested',
      detail: { slug: 'command', adminEmail: 'it@command.example' },
    });
  });

  test('cancels it, and follows until nothing is left', async () => {
    const { code, out, err } = await tenantry(
      'cancel',
      'command',
      '--reason',
      'only a test',
      '--watch',
      '--timeout',
      `${PATIENCE_MS / 1000}s`,
    );
    await runningLocal().removeFault(held);
    expect([code, out]).toEqual([0, '✔ command is off-boarded, 0 leftovers\n']);
    expect(err).toContain('offboard');
  });

  test('of a tenant whose role may create no NAT gateway names stage, step, call, error and fix; retry finishes it when the cause is gone', async () => {
    const { apiUrl, token } = command.admin;
    const bearer = await token();
    const api = createClient({ baseUrl: apiUrl, token: () => bearer });
    const body = { name: 'Stuck Hospital', slug: 'stuck-by-command', adminEmail: 'it@stuck.example', plan: 'standard' };
    const { tenantId } = await api('POST /tenants', { body, idempotencyKey: randomUUID() });
    const fault = await refuseNatGateway(tenantId);
    const shown = await eventually('the tenant is stuck', async () => {
      // A process for each look would cost more than what it looks at.
      const { stages } = await api('GET /tenants/{id}', { path: { id: tenantId } });
      if (!stages.some(({ step, state }) => step === 'natGateway' && state === 'retrying')) return undefined;
      const { out } = await tenantry('show', 'stuck-by-command');
      return out.includes('natGateway again') ? out : undefined;
    });
    for (const part of [
      'stage network',
      'EC2 CreateNatGateway: UnauthorizedOperation: not authorized',
      'fix: The role lacks this EC2 permission',
    ])
      expect(shown).toContain(part);
    await runningLocal().removeFault(fault);
    // The stage by name: by the time that the command runs, the stage may have tried again by itself, and nothing is stuck.
    const { code, out } = await tenantry('retry', 'stuck-by-command', 'network', '--watch', '--timeout', `${PATIENCE_MS / 1000}s`);
    expect([code, out]).toEqual([0, expect.stringMatching(/^✔ stuck-by-command is ready/)]);
  });

  test('doctor finds accounts and roles as they were deployed', async () => {
    const { checks } = JSON.parse((await tenantry('doctor', '--json')).out) as { checks: readonly Check[] };
    expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(checks.filter(({ name }) => name === 'roles')).toHaveLength(5);
  });
});
