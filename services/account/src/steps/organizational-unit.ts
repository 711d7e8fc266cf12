import { ListParentsCommand, MoveAccountCommand } from '@aws-sdk/client-organizations';
import { isCode, StalledError, Wait } from '@tenantry/shared/errors';
import { step } from '@tenantry/shared/stage';
import { accountToReach } from '../reachable-account.ts';
import type { Scope } from '../scope.ts';

const moveTo = async ({ organizations }: Scope, AccountId: string, DestinationParentId: string): Promise<void> => {
  const { Parents } = await organizations.send(new ListParentsCommand({ ChildId: AccountId }));
  const SourceParentId = Parents?.[0]?.Id;
  if (SourceParentId === DestinationParentId) return;
  try {
    await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
  } catch (error) {
    if (isCode(error, 'DuplicateAccountException')) return; // it is there already
    if (isCode(error, 'ConcurrentModificationException', 'TooManyRequestsException')) throw new Wait(5, 'Organizations to be free');
    if (isCode(error, 'DestinationParentNotFoundException')) {
      throw new StalledError(`account ${AccountId} cannot be moved: there is no organizational unit ${DestinationParentId}`, {
        code: 'DestinationParentNotFoundException',
        advice: 'Somebody has deleted the unit: deploy the landing zone, which makes it again, then retry the stage.',
        cause: error,
      });
    }
    throw error;
  }
};

/** New accounts come into being in the organization's root; their guards are those of the unit. On the way back: quarantine. */
export const organizationalUnit = step('organizationalUnit', {
  ensure: async (scope: Scope, { accountId }: { accountId: string }) => {
    await moveTo(scope, accountId, scope.owner.tenantsOuId);
    return {};
  },
  remove: async (scope: Scope) => {
    const accountId = await accountToReach(scope);
    if (accountId) await moveTo(scope, accountId, scope.owner.quarantineOuId);
  },
});
