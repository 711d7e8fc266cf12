import { describe, expect, test } from '@jest/globals';
import { zonesCheck } from '../aws-checks.ts';
import { Refusal } from '../testing/fake-api.ts';
import { commandFixture } from '../testing/fixture.ts';
import { quota } from '../testing/operation-samples.ts';
import { deployment } from '../testing/samples.ts';
import { commandFits } from '../version.ts';

const { terminal } = commandFixture();
const answers = {
  'GET /me': () => ({ subject: 's', displayName: 'ada@example.com', groups: ['viewer'], group: 'viewer' as const }),
  'GET /deployment': () => deployment,
  'GET /checks': () => ({ isOk: true, checks: [{ name: 'bus', isOk: true, state: 'ok' as const, detail: 'tenantry-prod' }] }),
  'GET /quotas': () => ({ quotas: [quota()], asOf: '2026-11-24T12:00:00Z' }),
};
const nameServers = async () => ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'];

describe('doctor', () => {
  test('ends with 0 when everything holds', async () => {
    const { code, out } = await terminal(answers, { nameServers }).tenantry('doctor');
    expect(out).not.toContain('✖');
    expect(code).toBe(0);
    expect(out).toContain('✔ version: stage prod has 1.0.0, this command is of 1.0.0');
    expect(out).toContain('✔ delegation of app.example.com: ns-1.awsdns-01.org, ns-2.awsdns-02.com');
  });

  test('ends with 8 and names what does not hold, each with its fix', async () => {
    const ill = {
      ...answers,
      'GET /deployment': () => ({ ...deployment, version: '2.0.0', rootDomain: 'app.hospital.com' }),
      'GET /checks': () => ({
        isOk: false,
        checks: [{ name: 'rule network', isOk: false, state: 'failed' as const, detail: 'disabled', fix: 'Enable it.' }],
      }),
      'GET /quotas': () => ({ quotas: [quota({ free: 0, used: 10 })], asOf: '2026-11-24T12:00:00Z' }),
    };
    const { code, out } = await terminal(ill).tenantry('doctor', '--json');
    expect(code).toBe(8);
    const { isOk, checks } = JSON.parse(out) as { isOk: boolean; checks: { name: string; isOk: boolean; fix?: string }[] };
    expect(isOk).toBe(false);
    expect(checks.filter((check) => !check.isOk)).toEqual([
      expect.objectContaining({ name: 'version', fix: expect.any(String) }),
      expect.objectContaining({ name: 'rule network', fix: 'Enable it.' }),
      expect.objectContaining({ name: 'Accounts of the organization', fix: 'Ask AWS for more accounts.' }),
      expect.objectContaining({ name: 'delegation of app.hospital.com', fix: expect.stringContaining('hosted zone Z1') }),
    ]);
  });

  test('a warning is a finding that differs from what fails', async () => {
    const letters = {
      name: 'dead letters of network',
      isOk: false,
      state: 'warning' as const,
      detail: '2 messages',
      fix: 'tenantry dlq list',
    };
    const warned = { ...answers, 'GET /checks': () => ({ isOk: false, checks: [letters] }) };
    const { code, out } = await terminal(warned, { nameServers }).tenantry('doctor');
    expect(code).toBe(8);
    expect(out).toMatch(/^ {2}! dead letters of network: 2 messages\n {6}fix: tenantry dlq list$/m);
    expect(out).not.toContain('✖');
  });

  test('a quota that is not known is a finding', async () => {
    const unread = { ...answers, 'GET /quotas': () => ({ quotas: [quota({ unknown: 'not read' })], asOf: '2026-11-24T12:00:00Z' }) };
    const { code, out } = await terminal(unread, { nameServers }).tenantry('doctor');
    expect([code, out]).toEqual([8, expect.stringContaining('✖ Accounts of the organization: not known: not read')]);
  });

  test('says where its findings are explained: at the address of the deployment, where there is one', async () => {
    const ill = {
      ...answers,
      'GET /checks': () => ({
        isOk: false,
        checks: [{ name: 'bus', isOk: false, state: 'failed' as const, detail: 'gone', fix: 'Deploy it.' }],
      }),
    };
    const found = async (more: object) =>
      (await terminal({ ...ill, 'GET /deployment': () => ({ ...deployment, ...more }) }, { nameServers }).tenantry('doctor')).out;
    expect(await found({})).toContain('what each finding means: docs/runbook.md#what-doctor-finds');
    expect(await found({ runbookUrl: 'https://git.example.com/runbook.md' })).toContain(
      'https://git.example.com/runbook.md#what-doctor-finds',
    );
    expect((await terminal(answers, { nameServers }).tenantry('doctor')).out).not.toContain('what each finding means');
  });

  test('shows a missing sign-in as a check that does not hold', async () => {
    const { code, out } = await terminal(answers, { env: { TENANTRY_TOKEN: 'old' } }).tenantry('doctor');
    expect(code).toBe(8);
    expect(out).toMatch(/✖ sign-in: Unauthorized\n +fix: sign in: tenantry login/);
  });

  test('of an API that does not answer says so', async () => {
    const broken = {
      ...answers,
      'GET /checks': () => {
        throw new Refusal(503, 'busy', 'the bus does not answer');
      },
    };
    expect((await terminal(broken).tenantry('doctor')).out).toContain('the bus does not answer');
  });

  test('takes AWS profiles of its five accounts only', async () => {
    const { code, err } = await terminal(answers).tenantry('doctor', '--aws-profile', 'tenant=x');
    expect(code).toBe(2);
    expect(err).toContain('owner, superAdmin, devops, networking, production');
  });
});

describe('the availability zones of a deployment', () => {
  test('are looked for in an account that has a VPC of it', () => {
    expect(zonesCheck('AWS account devops', ['use1-az1', 'use1-az2'], ['use1-az2', 'use1-az1', 'use1-az4']).isOk).toBe(true);
    expect(zonesCheck('AWS account devops', ['use1-az1', 'use1-az3'], ['use1-az1', 'use1-az2'])).toMatchObject({
      isOk: false,
      detail: 'lacks use1-az3; it has use1-az1, use1-az2',
      fix: expect.stringContaining('network.zoneIds'),
    });
  });
  test('are no reason to complain where the API does not say them yet', () => {
    expect(zonesCheck('AWS account devops', undefined, ['use1-az1']).isOk).toBe(true);
  });
});

test.each([
  ['1.2.0', '1.2.0', true],
  ['1.0.0', '1.2.0', true],
  ['1.2.9', '1.2.0', true],
  ['1.3.0', '1.2.9', false],
  ['1.9.0', '2.0.0', false],
  ['2.0.0', '1.9.0', false],
  ['1.0.0', 'unknown', false],
])('a command of %s with an API of %s: %s', (command, deployed, fits) => {
  expect(commandFits(command, deployed)).toBe(fits);
});
