import { CreateAccountCommand } from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { onceFree } from '@tenantry/shared/testing/once-free';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { findCreation } from '../account-creation.ts';
import { deployment, organizations, tenantBefore, tenantIn } from '../testing/tenant-account.ts';
import { account } from './account.ts';
import { accountCreated } from './account-created.ts';

/** Asks Organizations itself. */
const request = async (Email: string, AccountName: string): Promise<string> => {
  const { CreateAccountStatus } = await onceFree(() => organizations.send(new CreateAccountCommand({ Email, AccountName })));
  return CreateAccountStatus?.Id ?? '';
};

describe('account created', () => {
  const at = deployment();
  stepContract({
    step: accountCreated,
    keepsAfterRemove: true,
    tenant: async () => {
      const tenant = await tenantBefore(await at, 'accountCreated');
      await tenant.scope.lease.release(); // as if its creation had taken longer than the lease: another tenant's may begin
      return tenant;
    },
    list: async (scope) => {
      const creation = await findCreation(scope);
      return creation?.AccountId ? [creation.AccountId] : [];
    },
  });

  test('a second request, sent because the first one did not show yet, leads to the account of the first', async () => {
    const scope = tenantIn(await at);
    const first = await settled(() => account.ensure(scope, {}, {}));
    const { accountId } = await settled(() => accountCreated.ensure(scope, first, {}));
    const requestId = await request(scope.email, scope.accountName);
    expect(await settled(() => accountCreated.ensure(scope, { creation: { requestId } }, {}))).toEqual({ accountId });
  });

  test('a request that failed because a foreign account has the address asks a person and names that account', async () => {
    const [foreign, scope] = [tenantIn(await at), tenantIn(await at)];
    const created = await settled(() => account.ensure(foreign, {}, {}));
    const { accountId } = await settled(() => accountCreated.ensure(foreign, created, {}));
    const requestId = await request(foreign.email, scope.accountName);
    const outcome = settled(() => accountCreated.ensure({ ...scope, email: foreign.email }, { creation: { requestId } }, {}));
    await expect(outcome).rejects.toMatchObject({ name: 'StalledError', code: 'AccountTaken' });
    await expect(outcome).rejects.toThrow(accountId);
  });
});
