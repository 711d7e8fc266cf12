import { type CreateAccountStatus, DescribeCreateAccountStatusCommand } from '@aws-sdk/client-organizations';
import { Wait } from '@tenantry/shared/errors';
import { step } from '@tenantry/shared/stage';
import { shouldAskAgain } from '../failure-reason.ts';
import { accountToRemove, createAccount, findAccount, findCreation } from '../organization-account.ts';
import type { Scope } from '../scope.ts';
import type { Creation } from './account.ts';

const describe = async ({ organizations }: Scope, requestId: string): Promise<CreateAccountStatus | undefined> =>
  (await organizations.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: requestId }))).CreateAccountStatus;

/** Waits for the account and tells its id, before and after: what comes later cannot find it otherwise. */
export const accountCreated = step(
  'accountCreated',
  {
    ensure: async (scope: Scope, { creation }: { creation: Creation }, saved: { accountId?: string }) => {
      if (saved.accountId) return { accountId: saved.accountId };
      const accountId = 'accountId' in creation ? creation.accountId : await created(scope, await describe(scope, creation.requestId));
      await scope.lease.release();
      return { accountId };
    },
    remove: async (scope: Scope) => {
      const accountId = await accountToRemove(scope);
      return accountId ? { accountId } : {};
    },
  },
  { maxSeconds: 20 },
);

/** The id of the account that a request ended with. */
const created = async (scope: Scope, status: CreateAccountStatus | undefined): Promise<string> => {
  if (status?.State === 'SUCCEEDED' && status.AccountId) return status.AccountId;
  if (status?.State !== 'FAILED') throw new Wait(5, `account ${scope.accountName} to be created`);
  const reason = status.FailureReason ?? 'UNKNOWN';
  // Our own request may have succeeded before an answer got lost: then the address is taken by our own account.
  const found = reason === 'EMAIL_ALREADY_EXISTS' ? await findAccount(scope) : undefined;
  if (found) return found;
  const newer = await findCreation(scope);
  if (newer && newer.Id !== status.Id) return created(scope, newer);
  await againOrGiveUp(scope, reason);
  // Not a wait: after an error nobody works here until AWS shows the new request.
  throw new Error(`the account was not created (${reason}) and has been asked for again`);
};

const againOrGiveUp = async (scope: Scope, reason: string): Promise<void> => {
  try {
    shouldAskAgain(scope.email, reason);
  } catch (error) {
    await scope.lease.release();
    throw error;
  }
  await createAccount(scope);
};
