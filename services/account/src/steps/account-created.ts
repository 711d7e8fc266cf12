import type { CreateAccountStatus } from '@aws-sdk/client-organizations';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { type Creation, createAccount, findRequest, listRequests, takePlace } from '../account-creation.ts';
import { pauseBeforeNext } from '../failure-reason.ts';
import { accountToRemove, findAccount, type Known, requireOurs } from '../organization-account.ts';
import type { Scope } from '../scope.ts';

/** Waits for the account. Answers its id on removal too: the next stages cannot find it otherwise. */
export const accountCreated = step(
  'accountCreated',
  {
    ensure: async (scope: Scope, { creation }: { creation: Creation }, saved: { accountId?: string }) => {
      if (saved.accountId) return { accountId: saved.accountId };
      const accountId = 'accountId' in creation ? creation.accountId : await createdBy(scope, creation.requestId);
      await scope.lease.release();
      return { accountId };
    },
    remove: async (scope: Scope, known: Known, saved: { accountId?: string }) => {
      const accountId = await accountToRemove(scope, { ...known, ...saved });
      return accountId ? { accountId } : {};
    },
  },
  {
    maxSeconds: 20,
    usually: { for: 'Organizations to create the account', seconds: 13, source: 'https://github.com/kubernetes/k8s.io/issues/4690' },
  },
);

/** What the wait for another try notes: after which request it has paused. */
interface Noted {
  readonly pausedAfter?: string | undefined;
}

const createdBy = async (scope: Scope, requestId: string): Promise<string> => {
  const asked = await findRequest(scope, requestId);
  if (asked && asked.State !== 'FAILED') return accountIdOf(scope, asked);
  const requests = await listRequests(scope);
  const newer = requests.find(({ State }) => State !== 'FAILED');
  if (newer?.AccountId) await requireOurs(scope, newer.AccountId);
  if (newer) return accountIdOf(scope, newer);
  // Organizations forgets old creations, not their accounts.
  const found = asked ? undefined : await findAccount(scope);
  return found ?? askedAgain(scope, failuresSince(requests, asked ?? { Id: requestId }));
};

const accountIdOf = ({ accountName }: Scope, { State, AccountId }: CreateAccountStatus): string => {
  if (State === 'SUCCEEDED' && AccountId) return AccountId;
  throw new Wait(5, `account ${accountName} to be created`);
};

/** The request that failed and those that failed after it, oldest first. Those of earlier generations do not count. */
const failuresSince = (requests: readonly CreateAccountStatus[], asked: CreateAccountStatus): readonly CreateAccountStatus[] => {
  const at = ({ RequestedTimestamp }: CreateAccountStatus) => RequestedTimestamp?.getTime() ?? 0;
  const later = requests.filter((one) => one.Id !== asked.Id && at(one) >= at(asked));
  return [asked, ...later.sort((a, b) => at(a) - at(b))];
};

/** Asks again for what failed by a fault of AWS, after a pause, some times. @throws what ends that, or the wait for it */
const askedAgain = async (scope: Scope, failures: readonly CreateAccountStatus[]): Promise<string> => {
  const { Id, FailureReason: reason = 'UNKNOWN' } = failures.at(-1) ?? {};
  const { pausedAfter }: Noted = scope.noted ?? {};
  const hasPaused = Id !== undefined && pausedAfter === Id;
  if (!hasPaused) await scope.lease.release(); // nothing is in progress: another tenant may create
  // Our own request may have succeeded before an answer got lost: then the address is taken by our own account.
  const found = reason === 'EMAIL_ALREADY_EXISTS' ? await findAccount(scope) : undefined;
  if (found) return found;
  if (!hasPaused) {
    const seconds = pauseBeforeNext(scope.email, reason, failures.length);
    throw new Wait(seconds, `AWS to recover: it could not create account ${scope.accountName} (${reason})`, { pausedAfter: Id });
  }
  await takePlace(scope);
  await scope.lease.ask();
  await createAccount(scope);
  // Without the note: should the list not show the new request at the next look, another pause comes first.
  throw new Wait(10, `account ${scope.accountName} to be created, asked for again after ${reason}`);
};
