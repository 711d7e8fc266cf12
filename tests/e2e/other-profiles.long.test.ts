import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testAccounts, unusedAccountId } from '@tenantry/shared/testing/accounts';
import type { Report } from '../../cli/src/access/report.ts';
import { runningLocal } from '../../laptop/src/running.ts';
import { type CommandOfLaptop, commandOfLaptop } from './command-of-laptop.ts';
import { harness } from './harness.ts';

let command: CommandOfLaptop;
beforeAll(async () => {
  command = await commandOfLaptop();
});
afterAll(() => command.end());

test('a profile of another account is named with both accounts, and asked nothing besides, by access and by doctor', async () => {
  const { slug } = await (await harness()).onboard();
  const foreign = unusedAccountId();
  command.addProfile('of-somebody', foreign);
  const { mark } = await runningLocal().journalSince(0);
  const access = await command.tenantry('access', slug, '--aws-profile', 'networking=of-somebody', '--strict', '--json');
  const { unread } = JSON.parse(access.out) as Report;
  const why = `the credentials are of account ${foreign}, not of ${testAccounts.networking}`;
  expect(access.code).toBe(8);
  expect(unread).toContainEqual(expect.objectContaining({ account: 'networking', what: 'everything', why }));
  const doctor = await command.tenantry('doctor', '--aws-profile', 'networking=of-somebody', '--aws-profile', 'production=of-somebody');
  expect(doctor.code).toBe(8);
  for (const account of [testAccounts.networking, testAccounts.production])
    expect(doctor.out).toContain(`let the AWS profile of-somebody be one of account ${account}`);
  expect(doctor.out).toContain(`profile of-somebody is of account ${foreign}`);
  const { entries } = await runningLocal().journalSince(mark);
  const asked = entries.filter(({ account }) => account === foreign).map(({ operation }) => operation);
  expect(new Set(asked)).toEqual(new Set(['GetCallerIdentity']));
});
