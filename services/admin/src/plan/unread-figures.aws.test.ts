import { expect, test } from '@jest/globals';
import { serviceName } from '@tenantry/shared/names';
import { testAccounts } from '@tenantry/shared/testing/accounts';
import { takeRights } from '@tenantry/shared/testing/role';
import { deploy } from '../testing/deployment.ts';
import { api } from '../testing/tenants.ts';

const body = { name: 'Mercy Hospital', adminEmail: 'it@mercy.example', plan: 'standard' };

test('records and quotas that cannot be read are left out of the plan, which is there all the same', async () => {
  await deploy();
  const role = serviceName(process.env.STAGE ?? '', 'admin');
  await takeRights(testAccounts.production, role);
  await takeRights(testAccounts.networking, role);
  const { status, body: plan } = await api('POST /plan', { body });
  expect(status).toBe(200);
  expect(plan).toMatchObject({
    possible: true,
    refusals: [],
    quotas: expect.arrayContaining([expect.objectContaining({ id: 'peerings/a' })]),
  });
});
