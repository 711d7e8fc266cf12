import { expect, test } from '@jest/globals';
import { serviceName } from '@tenantry/shared/domain/names';
import { testAccounts } from '@tenantry/shared/testing/accounts';
import { takeRights } from '@tenantry/shared/testing/role';
import { deploy } from '../../testing/deployment.ts';
import { api } from '../../testing/tenants.ts';

const body = { name: 'Mercy Hospital', adminEmail: 'it@mercy.example', plan: 'standard' };

test('records, accounts and quotas that cannot be read are said to be unknown, and take nothing down', async () => {
  await deploy();
  const role = serviceName(process.env.STAGE ?? '', 'admin');
  for (const account of ['owner', 'production', 'networking'] as const) await takeRights(testAccounts[account], role);
  const { status, body: plan } = await api('POST /plan', { body });
  expect(status).toBe(200);
  expect(plan).toMatchObject({ possible: true, refusals: [] });
  const unread = (what: RegExp) => expect.stringMatching(new RegExp(`${what.source}.* could not be read \\(.+AccessDenied`));
  expect(plan.unknown).toEqual(
    expect.arrayContaining([
      unread(/wildcard record/),
      unread(/accounts of the organization/),
      unread(/quota of builds/),
      unread(/networking/),
    ]),
  );
  const quotas = plan.quotas as readonly { readonly id: string }[];
  expect(quotas.find(({ id }) => id === 'accounts')).not.toHaveProperty('limit');
  const { body: found } = await api('GET /checks');
  const { checks } = found as { readonly checks: readonly { readonly name: string; readonly isOk: boolean }[] };
  expect(checks.filter(({ name }) => /quota of accounts|functions at/.test(name)).map(({ isOk }) => isOk)).toEqual([false, true]);
  expect(await api('GET /quotas')).toMatchObject({ status: 200 });
  expect(await api('GET /closings')).toMatchObject({ status: 200, body: { quota: { id: 'closings', unknown: unread(/accounts/) } } });
});
