import { step } from '@tenantry/shared/stage';
import { takeFromPool } from '../account-pool.ts';
import { accountToRemove, createAccount, findAccount, findCreation, requireOurs } from '../organization-account.ts';
import type { Scope } from '../scope.ts';

/** A creation that is under way, or an account that was there: Organizations forgets old creations. */
export type Creation = { readonly requestId: string } | { readonly accountId: string };

/**
 * Asks for the account; `accountCreated` waits for it. Its e-mail address, derived from the tenant id, makes it unique. One from the
 * pool has another's, and is known by its tag.
 */
export const account = step(
  'account',
  {
    ensure: async (scope: Scope, _needs: object, saved: { creation?: Creation }): Promise<{ creation: Creation }> => {
      if (saved.creation) return { creation: saved.creation }; // `accountCreated` asks AWS what became of it
      const found = await findCreation(scope);
      if (found?.AccountId) await requireOurs(scope, found.AccountId);
      if (found?.Id) return { creation: { requestId: found.Id } };
      const accountId = (await findAccount(scope)) ?? (await takeFromPool(scope));
      return { creation: accountId ? { accountId } : { requestId: await createAccount(scope) } };
    },
    /** The account stays: closing it is the off-boarding's last act. But nobody lets go of one that is still being created. */
    remove: async (scope: Scope) => {
      await accountToRemove(scope);
      await scope.lease.release();
    },
  },
  { maxSeconds: 20 },
);
