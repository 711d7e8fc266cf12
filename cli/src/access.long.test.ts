import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { type CommandOfLaptop, commandOfLaptop } from '../../tests/e2e/command-of-laptop.ts';
import { harness } from '../../tests/e2e/harness.ts';
import type { Report } from './access/report.ts';
import { ACCOUNTS } from './access/store.ts';

let command: CommandOfLaptop;
beforeAll(async () => {
  command = await commandOfLaptop();
});
afterAll(() => command.end());

// Where nobody else makes roles of his own meanwhile, as other tests do in the accounts that `npm test` shares.
test('access names nobody besides those whom the product declares, in six accounts as they are deployed', async () => {
  const on = await harness();
  // The shared accounts have the roles of another one too.
  const [{ slug }, other] = await Promise.all([on.onboard(), on.onboard()]);
  const { accountId = '' } = JSON.parse((await command.tenantry('show', slug, '--json')).out) as Tenant;
  command.addProfile('tenant-of-test', accountId);
  const { code, out } = await command.tenantry('access', slug, '--aws-profile', 'tenant=tenant-of-test', '--strict', '--json');
  const { lines, unread, assignments, users, isComplete } = JSON.parse(out) as Report;
  expect([lines, assignments].flatMap((all) => all.filter(({ expected }) => expected !== 'yes'))).toEqual([]);
  expect([isComplete, unread, code]).toEqual([true, [], 0]);
  expect(lines).toContainEqual(expect.objectContaining({ who: `role tenantry-${other.tenantId.toLowerCase()}-data`, account: 'devops' }));
  for (const account of ACCOUNTS) expect(lines.filter((line) => line.account === account).length).toBeGreaterThan(0);
  expect(lines).toContainEqual(expect.objectContaining({ who: 'role tenantry-dev-application', how: ['read'] }));
  expect(assignments.length).toBeGreaterThan(1);
  expect(users.filter(({ pool }) => pool === 'tenantry-dev-admin').length).toBeGreaterThan(0);
});
