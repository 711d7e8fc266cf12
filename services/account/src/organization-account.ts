import { type Account, paginateListAccounts } from '@aws-sdk/client-organizations';
import { TENANT_TAG } from '@tenantry/shared/domain/names';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { findCreation, findRequest } from './account-creation.ts';
import { findRecycled, isAccountReassigned, tagsOf } from './account-pool.ts';
import { requireOpen } from './account-state.ts';
import type { Scope } from './scope.ts';

type Search = Pick<Scope, 'organizations' | 'tenantId' | 'accountName' | 'email'>;

const withEmail = async ({ organizations, email }: Search): Promise<Account | undefined> => {
  for await (const page of paginateListAccounts({ client: organizations }, {})) {
    const found = page.Accounts?.find((account) => account.Email?.toLowerCase() === email);
    if (found) return found;
  }
  return undefined;
};

const isOurs = async (search: Search, accountId: string): Promise<boolean> =>
  (await tagsOf(search, accountId)).tenantId === search.tenantId;

/**
 * The account with this tenant's e-mail address, if there is one and it carries the tenant's tag.
 * @throws StalledError when the address belongs to another account, or the account is closed or suspended, Wait while it is being closed
 */
export const findAccount = async (search: Search): Promise<string | undefined> => {
  const found = await withEmail(search);
  if (!found?.Id) return undefined;
  await requireOurs(search, found.Id);
  // `State`, not `Status`: that field was retired on 9 September 2026 (API reference, Account).
  requireOpen(found.Id, found.State);
  return found.Id;
};

/** @throws StalledError when an account lacks this tenant's tag: a person may have taken it off, and a closing would cost 90 days */
export const requireOurs = async (search: Search, accountId: string): Promise<void> => {
  if (await isOurs(search, accountId)) return;
  throw new StalledError(`${search.email} or the name ${search.accountName} belongs to account ${accountId}, which is not this tenant's`, {
    code: 'AccountTaken',
    advice: `If the account is this tenant's, tag it ${TENANT_TAG}=${search.tenantId} and retry the stage; else off-board the tenant and request it again (docs/runbook.md#account-not-ready).`,
  });
};

/**
 * The tenant's account for removal, whatever was saved: undefined when there is none, or only somebody else's.
 * @throws Wait while it is being created
 */
export const accountToRemove = async (scope: Scope): Promise<string | undefined> => {
  const { knownAccountId } = scope;
  if (knownAccountId) return (await isAccountReassigned(scope, knownAccountId)) ? undefined : knownAccountId;
  // A request that was just made may not be listed yet.
  const known = scope.knownRequestId ? await findRequest(scope, scope.knownRequestId) : undefined;
  const creation = known && known.State !== 'FAILED' ? known : await findCreation(scope);
  if (creation?.State === 'IN_PROGRESS') throw new Wait(5, `account ${scope.accountName} to be created, before it is let go`);
  const accountId = creation?.AccountId ?? (await withEmail(scope))?.Id;
  return accountId && (await isOurs(scope, accountId)) ? accountId : findRecycled(scope);
};
