import { isCode, StalledError, Wait } from '../failure/errors.ts';

/**
 * `CLOSED`: for 90 days after its closing, when nobody gets in any more. `PENDING_CLOSURE`: AWS has taken the request, and the account
 * still works. `SUSPENDED`: AWS has restricted it for its own reasons, and may lift that again. (Organizations User Guide, "Account
 * states"; the retired `Status` said SUSPENDED for all three.)
 */
export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

/** The account's state, of the answer of Organizations' DescribeAccount. An account that Organizations does not know is `CLOSED`. */
export const stateIn = async (
  answer: Promise<{ readonly Account?: { readonly State?: string | undefined } | undefined }>,
): Promise<string | undefined> => {
  try {
    return (await answer).Account?.State;
  } catch (error) {
    // Ninety days after its closing an account is gone for good.
    if (isCode(error, 'AccountNotFoundException')) return 'CLOSED';
    throw error;
  }
};

/**
 * Whether an account is closed, and so not there any more.
 * @param state as `stateIn` answers it
 * @throws Wait while AWS is closing it
 * @throws StalledError while AWS has suspended it: what is in it comes back with it, so nothing may be taken for gone
 */
export const isClosed = (accountId: string, state: string | undefined): boolean => {
  if (state === 'PENDING_CLOSURE') throw new Wait(20, `AWS to close account ${accountId}`);
  if (state === 'SUSPENDED') {
    throw new StalledError(`AWS has suspended account ${accountId}`, {
      code: 'AccountSuspended',
      advice:
        'Ask AWS Support why (https://console.aws.amazon.com/support); when the account works again, retry the stage (docs/runbook.md#an-account-is-suspended-or-closed).',
    });
  }
  return state === 'CLOSED';
};
