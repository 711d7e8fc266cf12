import { type Account, OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { TENANT_TAG } from '@tenantry/shared/domain/names';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { type Creation, findCreation, findRequest } from './account-creation.ts';
import { findRecycled, isAccountReassigned, tagsOf } from './account-pool.ts';
import { requireOpen } from './account-state.ts';
import type { Scope } from './scope.ts';

type Search = Pick<Scope, 'inOwner' | 'tenantId' | 'accountName' | 'email'>;

const withEmail = async ({ inOwner, email }: Search): Promise<Account | undefined> => {
  for await (const page of paginateListAccounts({ client: inOwner(OrganizationsClient) }, {})) {
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

/** The account and the request for it, as far as the record knows them: a removal may know neither. */
export interface Known {
  /** As every event says it: the one field in common with a stage that has heard of no account yet (TypeScript, weak types). */
  readonly tenantId?: string;
  readonly accountId?: string;
  readonly creation?: Creation;
}

/**
 * The tenant's account for a removal, whatever was saved: undefined when there is none, or only somebody else's.
 * @throws Wait while it is being created
 */
export const accountToRemove = async (scope: Scope, { accountId: knownId, creation: asked }: Known): Promise<string | undefined> => {
  if (knownId) return (await isAccountReassigned(scope, knownId)) ? undefined : knownId;
  // A request that was just made may not be listed yet.
  const known = asked && 'requestId' in asked ? await findRequest(scope, asked.requestId) : undefined;
  const creation = known && known.State !== 'FAILED' ? known : await findCreation(scope);
  if (creation?.State === 'IN_PROGRESS') throw new Wait(5, `account ${scope.accountName} to be created, before it is let go`);
  const accountId = creation?.AccountId ?? (await withEmail(scope))?.Id;
  return accountId && (await isOurs(scope, accountId)) ? accountId : findRecycled(scope);
};
