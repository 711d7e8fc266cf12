import { isClosed } from '@tenantry/shared/aws/account-state';
import { stateOf } from './account-state.ts';
import { accountToRemove, type Known } from './organization-account.ts';
import type { Scope } from './scope.ts';

/**
 * The tenant's account for a removal, if anybody still gets into it: undefined when there is none, or it is closed. What lies in a
 * closed account ends with it.
 * @throws Wait while it is being created, or closed
 * @throws StalledError while AWS has suspended it
 */
export const accountToReach = async (scope: Scope, known: Known): Promise<string | undefined> => {
  const accountId = await accountToRemove(scope, known);
  return accountId && !isClosed(accountId, await stateOf(scope, accountId)) ? accountId : undefined;
};
