import { step } from '@tenantry/shared/saga/stage';
import type { Known } from '../organization-account.ts';
import { isMoved, moveTo, parentOf } from '../placement.ts';
import { accountToReach } from '../reachable-account.ts';
import type { Scope } from '../scope.ts';

/**
 * New accounts come into being in the organization's root, without guards: they are moved to the bootstrap unit, until their roles are
 * written (`guarded`). A removal moves the account to quarantine.
 */
export const organizationalUnit = step('organizationalUnit', {
  ensure: async (scope: Scope, { accountId }: { accountId: string }, saved: { isPlaced?: true }) => {
    const { rootId, tenantsOuId, bootstrapOuId } = scope.owner;
    if (!saved.isPlaced && (await isMoved(scope, accountId, rootId, bootstrapOuId))) return { isPlaced: true as const };
    const parent = await parentOf(scope, accountId);
    // A live one stays where it is: `baseline` takes it out while it writes.
    if (parent !== tenantsOuId) await moveTo(scope, accountId, bootstrapOuId, parent);
    return { isPlaced: true as const };
  },
  remove: async (scope: Scope, known: Known) => {
    const accountId = await accountToReach(scope, known);
    if (accountId) await moveTo(scope, accountId, scope.owner.quarantineOuId);
  },
});
