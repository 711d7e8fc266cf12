import { DescribeOrganizationConfigurationCommand, GuardDutyClient } from '@aws-sdk/client-guardduty';
import { expect, test } from '@jest/globals';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { watchOrganization } from './guard-duty-organization.ts';

const DetectorId = '0123456789abcdef0123456789abcdef';
const watch = (administratorId: string) =>
  watchOrganization({ owner: rootOf(testAccounts.owner), administrator: rootOf(administratorId), administratorId, detectorId: DetectorId });

test('GuardDuty watches all accounts, also later ones; a second run changes nothing, and another administrator is told', async () => {
  await watch(testAccounts.superAdmin);
  await watch(testAccounts.superAdmin);
  const administrator = new GuardDutyClient(rootOf(testAccounts.superAdmin));
  const found = await administrator.send(new DescribeOrganizationConfigurationCommand({ DetectorId }));
  expect(found).toMatchObject({ AutoEnableOrganizationMembers: 'ALL' });
  await expect(watch(testAccounts.networking)).rejects.toThrow(
    `account ${testAccounts.superAdmin} administers GuardDuty for the organization already`,
  );
});
