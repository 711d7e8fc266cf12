import { ListAccountsForParentCommand, MoveAccountCommand } from '@aws-sdk/client-organizations';
import { describe } from '@jest/globals';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { deployment, organizations, tenantBefore } from '../testing/tenant-account.ts';
import { guarded } from './guarded.ts';

describe('guarded', () => {
  const at = deployment();
  const inTenants = async ({ tenantsOuId }: { tenantsOuId: string }, accountId: string): Promise<string[]> => {
    const { Accounts = [] } = await organizations.send(new ListAccountsForParentCommand({ ParentId: tenantsOuId }));
    return Accounts.flatMap(({ Id }) => (Id === accountId ? [Id] : []));
  };
  stepContract({
    step: guarded,
    keepsAfterRemove: true,
    tenant: async () => tenantBefore(await at, 'guarded'),
    list: ({ owner }, { accountId }) => inTenants(owner, accountId),
    drift: async ({ owner }, { accountId }) => {
      const [SourceParentId, DestinationParentId] = [owner.tenantsOuId, owner.rootId];
      await settled(() => organizations.send(new MoveAccountCommand({ AccountId: accountId, SourceParentId, DestinationParentId })));
    },
    isSound: async ({ owner }, { accountId }) => (await inTenants(owner, accountId)).length === 1,
  });
});
