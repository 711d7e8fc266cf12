import { ListAccountsForParentCommand, ListParentsCommand, MoveAccountCommand } from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { moveTo } from '../placement.ts';
import { deployment, organizations, tenantBefore } from '../testing/tenant-account.ts';
import { organizationalUnit } from './organizational-unit.ts';

const parentOf = async (ChildId: string): Promise<string | undefined> =>
  (await organizations.send(new ListParentsCommand({ ChildId }))).Parents?.[0]?.Id;

describe('organizational unit', () => {
  const at = deployment();
  stepContract({
    step: organizationalUnit,
    tenant: async () => tenantBefore(await at, 'organizationalUnit'),
    list: async ({ owner }, { accountId }) => {
      const { Accounts = [] } = await organizations.send(new ListAccountsForParentCommand({ ParentId: owner.bootstrapOuId }));
      return Accounts.flatMap(({ Id }) => (Id === accountId ? [Id] : []));
    },
    drift: async ({ owner }, { accountId }) => {
      const [SourceParentId, DestinationParentId] = [owner.bootstrapOuId, owner.rootId];
      await organizations.send(new MoveAccountCommand({ AccountId: accountId, SourceParentId, DestinationParentId }));
    },
    isSound: async ({ owner }, { accountId }) => (await parentOf(accountId)) === owner.bootstrapOuId,
  });

  test("a live tenant's account stays where it is", async () => {
    const { scope, needs } = await tenantBefore(await at, 'organizationalUnit');
    await moveTo(scope, (needs as { accountId: string }).accountId, scope.owner.tenantsOuId);
    await organizationalUnit.ensure(scope, needs, {});
    expect(await parentOf((needs as { accountId: string }).accountId)).toBe(scope.owner.tenantsOuId);
  });

  test('on the way back the account goes into quarantine', async () => {
    const { scope, needs } = await tenantBefore(await at, 'organizationalUnit');
    await organizationalUnit.ensure(scope, needs, {});
    await organizationalUnit.remove(scope, {}, {});
    expect(await parentOf((needs as { accountId: string }).accountId)).toBe(scope.owner.quarantineOuId);
  });
});
