import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { type Creation, createAccount, findCreation, findRequest, takePlace } from '../account-creation.ts';
import { takeFromPool } from '../account-pool.ts';
import { accountToRemove, findAccount, type Known, requireOurs } from '../organization-account.ts';
import type { Scope } from '../scope.ts';

/** Whether what was saved leads to the account. A request that failed does not: another generation asks again. */
const isGood = async (scope: Scope, { accountId }: Known, creation: Creation): Promise<boolean> => {
  if (accountId || 'accountId' in creation) return true;
  const request = await findRequest(scope, creation.requestId);
  return request !== undefined && request.State !== 'FAILED';
};

/** What an earlier request led to whose answer got lost. Lists the organization: only where that may be. */
const findLost = async (scope: Scope): Promise<Creation | undefined> => {
  const found = await findCreation(scope);
  if (found?.AccountId) await requireOurs(scope, found.AccountId);
  if (found?.Id) return { requestId: found.Id };
  const accountId = await findAccount(scope);
  return accountId ? { accountId } : undefined;
};

/** Needs a place. */
const create = async (scope: Scope): Promise<Creation> => {
  const lost = (await scope.lease.ask()) ? undefined : await findLost(scope);
  if (lost) return lost;
  const accountId = await takeFromPool(scope);
  return accountId ? { accountId } : { requestId: await createAccount(scope) };
};

/**
 * Asks for the account; `accountCreated` waits for it. Its e-mail address, derived from the tenant id, makes it unique. One from the
 * pool has another's, and is known by its tag. Tenants that wait for a place ask the table, never Organizations.
 */
export const account = step(
  'account',
  {
    ensure: async (scope: Scope, known: Known, saved: { creation?: Creation }): Promise<{ creation: Creation }> => {
      if (saved.creation && (await isGood(scope, known, saved.creation))) return { creation: saved.creation };
      await takePlace(scope);
      try {
        return { creation: await create(scope) };
      } catch (error) {
        if (!(error instanceof Wait)) await scope.lease.release(); // nobody waits for one that may stall
        throw error;
      }
    },
    /** The account stays: closing it is the off-boarding's last act. But one that is still being created is waited for. */
    remove: async (scope: Scope, known: Known, saved: { creation?: Creation }) => {
      await accountToRemove(scope, { ...known, ...saved });
      await scope.lease.release();
    },
  },
  { maxSeconds: 20, creates: [{ type: 'AWS::Organizations::Account', id: 'accountId', account: 'owner', quota: 'accounts' }] },
);
