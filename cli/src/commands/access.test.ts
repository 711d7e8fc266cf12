import { describe, expect, test } from '@jest/globals';
import { reportOf } from '../access/report.ts';
import { accessCsv, accessText } from '../access/text.ts';
import { stylesOf } from '../style.ts';
import { ACCOUNT_IDS, principal, snapshot } from '../testing/access-samples.ts';
import { commandFixture } from '../testing/fixture.ts';
import { deployment, MERCY, summary, tenant } from '../testing/samples.ts';

const { terminal } = commandFixture();
const answers = {
  'GET /tenants': () => ({ tenants: [summary()] }),
  'GET /tenants/{id}': () => tenant(),
  'GET /deployment': () => deployment,
};

describe('access', () => {
  test('without an AWS profile knows nothing, and says so of each account', async () => {
    const { code, out } = await terminal(answers).tenantry('access', 'mercy');
    expect(code).toBe(0);
    expect(out).toContain('Could not be read: 6');
    expect(out).toContain("tenant's account");
    expect(out).toContain('--aws-profile tenant=NAME');
  });
  test('--strict ends with 8 where something could not be read', async () => {
    const { code, out } = await terminal(answers).tenantry('access', MERCY, '--strict', '--json');
    expect(code).toBe(8);
    expect(JSON.parse(out)).toMatchObject({ tenantId: MERCY, isComplete: false, unexpected: 0, notAsked: expect.any(Array) });
  });
  test('refuses a profile for an account that there is not', async () => {
    const { code, err } = await terminal(answers).tenantry('access', 'mercy', '--aws-profile', 'other=x');
    expect([code, err]).toEqual([2, expect.stringContaining('tenant, superAdmin, devops')]);
  });
  test('of a tenant without an account has no answer', async () => {
    const without = { ...answers, 'GET /tenants/{id}': () => tenant({ accountId: undefined }) };
    expect((await terminal(without).tenantry('access', 'mercy')).code).toBe(8);
  });
});

const user = principal('=intruder', 'tenant', [{ Effect: 'Allow', Action: '*', Resource: '*' }], { kind: 'user' });
const report = reportOf(
  snapshot({ principals: [...snapshot().principals, user], accessKeys: [{ id: 'AKIA1', of: user.arn, account: 'tenant', active: true }] }),
);

test('the text begins with whom nobody expects, and has neither ARNs nor ids of our accounts', () => {
  const out = { write: () => undefined, isTTY: false, columns: 80 };
  const text = accessText(report, 'mercy', ACCOUNT_IDS, stylesOf(out, {}), Number.POSITIVE_INFINITY);
  expect(text.indexOf('user =intruder')).toBeGreaterThan(0);
  expect(text.indexOf('user =intruder')).toBeLessThan(text.indexOf('Expected\n'));
  expect(text).toContain('access key AKIA1');
  expect(text).not.toMatch(/arn:aws/);
  for (const id of Object.values(ACCOUNT_IDS)) expect(text).not.toContain(id);
});

test('the CSV is exact, a line each, and no cell is a formula', () => {
  const lines = accessCsv(report).split('\r\n');
  expect(lines).toHaveLength(report.lines.length + 2);
  expect(lines[0]).toMatch(/^"expected","who","principal"/);
  expect(accessCsv(report)).toContain(user.arn);
  expect(accessCsv(report)).not.toMatch(/(^|,)"[=+@-]/m);
});
