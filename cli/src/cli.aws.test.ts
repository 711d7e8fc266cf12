import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from '@tenantry/api-client/client';
import type { Check, Plan, Tenant } from '@tenantry/api-client/generated/api';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { eventually, PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { commandProfile } from '../../laptop/demo/command-profile.ts';
import { type SuperAdmin, seedSuperAdmin } from '../../laptop/demo/super-admin.ts';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { profilesText } from '../../laptop/src/profiles.ts';
import { runningLocal } from '../../laptop/src/running.ts';
import type { Report } from './access/report.ts';
import { ACCOUNTS as ACCESS_ACCOUNTS } from './access/store.ts';

const BIN = fileURLToPath(new URL('../bin/tenantry.mjs', import.meta.url));
let folder: string;
let admin: SuperAdmin;
/** As a demo leaves it for anyone who types `npx tenantry` in the repository. */
beforeAll(async () => {
  const { url } = runningLocal();
  const local = { url, port: Number(new URL(url).port), accounts: ACCOUNTS, region: testRegion };
  folder = mkdtempSync(path.join(tmpdir(), 'tenantry-cli-'));
  mkdirSync(path.join(folder, '.local'));
  const awsConfig = path.join(folder, 'aws-config');
  writeFileSync(awsConfig, profilesText(local, 'dev'));
  admin = await seedSuperAdmin(local);
  const profile = await commandProfile(local, admin, awsConfig);
  writeFileSync(path.join(folder, '.local', 'tenantry.json'), JSON.stringify(profile));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
/** The command as a process, with nothing configured. */
const tenantry = (...words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    // The report on access is longer than the 1 MiB at which Node cuts by default.
    const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', HOME: folder }, maxBuffer: 64 * 1024 ** 2 };
    execFile(process.execPath, [BIN, ...words], options, (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }));
  });
const profileText = (name: string, accountId: string): string =>
  `[profile ${name}]\nregion = ${testRegion}\nendpoint_url = ${runningLocal().url}\naws_access_key_id = ${accountId}\naws_secret_access_key = test\n`;
const json = async <T>(...words: readonly string[]): Promise<T> => {
  const { code, out, err } = await tenantry(...words, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as T;
};
const MERCY = ['--name', 'Command Hospital', '--slug', 'command', '--admin-email', 'it@command.example'];

describe('the command against the running API', () => {
  test('signs in by itself where a demo runs', async () => {
    expect(await json('whoami')).toMatchObject({ group: 'admin', profile: 'laptop' });
  });

  test('plans, on-boards, lists and shows a tenant', async () => {
    const plan = await json<Plan>('plan', ...MERCY);
    expect(plan).toMatchObject({ possible: true, tenant: { domain: 'command.app.localhost' } });
    const { tenantId } = await json<{ tenantId: string }>('onboard', ...MERCY);
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
    expect([code, out]).toEqual([0, '✔ command is off-boarded, 0 leftovers\n']);
    expect(err).toContain('offboard');
  });

  test('of a tenant whose role may create no NAT gateway names stage, step, call, error and fix; retry finishes it when the cause is gone', async () => {
    const { apiUrl, token } = admin;
    const bearer = await token();
    const api = createClient({ baseUrl: apiUrl, token: () => bearer });
    const body = { name: 'Stuck Hospital', slug: 'stuck-by-command', adminEmail: 'it@stuck.example', plan: 'standard' };
    const { tenantId } = await api('POST /tenants', { body, idempotencyKey: randomUUID() });
    const refusal = { kind: 'error', code: 'UnauthorizedOperation', message: 'not authorized', status: 403 } as const;
    const match = { service: 'ec2', operation: 'CreateNatGateway', labels: { tenant: tenantId } };
    const fault = await runningLocal().addFault({ match, effect: refusal, times: null });
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

  test('access names nobody besides those whom the product declares, in six accounts as they are deployed', async () => {
    const { accountId = '' } = await json<Tenant>('show', 'stuck-by-command');
    appendFileSync(path.join(folder, 'aws-config'), profileText('tenant-of-test', accountId));
    const given = ['--aws-profile', 'tenant=tenant-of-test', '--strict'];
    const { code, out } = await tenantry('access', 'stuck-by-command', ...given, '--json');
    const { lines, unread, assignments, users, isComplete } = JSON.parse(out) as Report;
    expect([lines, assignments].flatMap((all) => all.filter(({ expected }) => expected !== 'yes'))).toEqual([]);
    expect([isComplete, unread, code]).toEqual([true, [], 0]);
    for (const account of ACCESS_ACCOUNTS) expect(lines.filter((line) => line.account === account).length).toBeGreaterThan(0);
    expect(lines).toContainEqual(expect.objectContaining({ who: 'role tenantry-dev-application', how: ['read'] }));
    expect(assignments.length).toBeGreaterThan(1);
    expect(users.filter(({ pool }) => pool === 'tenantry-dev-admin').length).toBeGreaterThan(1);
  });

  test('doctor finds accounts and roles as they were deployed', async () => {
    const { checks } = JSON.parse((await tenantry('doctor', '--json')).out) as { checks: readonly Check[] };
    expect(checks.filter(({ isOk, name }) => !isOk && !name.startsWith('dead letters'))).toEqual([]);
    expect(checks.filter(({ name }) => name === 'roles')).toHaveLength(5);
  });
});
