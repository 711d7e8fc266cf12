import {
  type Account,
  CreateAccountCommand,
  type CreateAccountStatus,
  DescribeCreateAccountStatusCommand,
  ListTagsForResourceCommand,
  paginateListAccounts,
  paginateListCreateAccountStatus,
} from '@aws-sdk/client-organizations';
import { isCode, StalledError, TerminalError, Wait } from '@tenantry/shared/errors';
import { TENANT_TAG, tenantTags } from '@tenantry/shared/names';
import { findRecycled, isGivenOn } from './account-pool.ts';
import { requireOpen } from './account-state.ts';
import type { Scope } from './scope.ts';

type Search = Pick<Scope, 'organizations' | 'tenantId' | 'accountName' | 'email'>;

/** The creation under this tenant's name that is in progress or has succeeded. */
export const findCreation = async ({ organizations, accountName }: Search): Promise<CreateAccountStatus | undefined> => {
  const query = { States: ['IN_PROGRESS' as const, 'SUCCEEDED' as const] };
  for await (const page of paginateListCreateAccountStatus({ client: organizations }, query)) {
    const found = page.CreateAccountStatuses?.find((status) => status.AccountName === accountName);
    if (found) return found;
  }
  return undefined;
};

const withEmail = async ({ organizations, email }: Search): Promise<Account | undefined> => {
  for await (const page of paginateListAccounts({ client: organizations }, {})) {
    const found = page.Accounts?.find((account) => account.Email?.toLowerCase() === email);
    if (found) return found;
  }
  return undefined;
};

const isOurs = async ({ organizations, tenantId }: Search, accountId: string): Promise<boolean> => {
  const { Tags = [] } = await organizations.send(new ListTagsForResourceCommand({ ResourceId: accountId }));
  return Tags.some(({ Key, Value }) => Key === TENANT_TAG && Value === tenantId);
};

/**
 * The account with this tenant's e-mail address, if there is one and it carries the tenant's tag.
 * @throws TerminalError when the address belongs to another account
 * @throws StalledError when the account is closed or suspended, Wait while it is being closed
 */
export const findAccount = async (search: Search): Promise<string | undefined> => {
  const found = await withEmail(search);
  if (!found?.Id) return undefined;
  await requireOurs(search, found.Id);
  // `State`, not `Status`: that field was retired on 9 September 2026 (API reference, Account).
  requireOpen(found.Id, found.State);
  return found.Id;
};

/** @throws TerminalError when an account lacks this tenant's tag */
export const requireOurs = async (search: Search, accountId: string): Promise<void> => {
  if (await isOurs(search, accountId)) return;
  throw new TerminalError(`${search.email} or the name ${search.accountName} belongs to account ${accountId}, which is not this tenant's`, {
    code: 'AccountTaken',
    advice: `If the account is this tenant's, tag it ${TENANT_TAG}=${search.tenantId} and request the tenant again.`,
  });
};

/**
 * The tenant's account for the way back, whatever was saved: undefined when there is none, or only somebody else's.
 * @throws Wait while it is being created
 */
export const accountToRemove = async (scope: Scope): Promise<string | undefined> => {
  const { knownAccountId } = scope;
  if (knownAccountId) return (await isGivenOn(scope, knownAccountId)) ? undefined : knownAccountId;
  // A request that was just made may not be listed yet.
  const creation = (await knownCreation(scope)) ?? (await findCreation(scope));
  if (creation?.State === 'IN_PROGRESS') throw new Wait(5, `account ${scope.accountName} to be created, before it is let go`);
  const accountId = creation?.AccountId ?? (await withEmail(scope))?.Id;
  return accountId && (await isOurs(scope, accountId)) ? accountId : findRecycled(scope);
};

/** What became of the request that the record tells of; undefined when it failed, or Organizations has forgotten it. */
const knownCreation = async ({ organizations, knownRequestId }: Scope): Promise<CreateAccountStatus | undefined> => {
  if (!knownRequestId) return undefined;
  try {
    const query = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: knownRequestId });
    const { CreateAccountStatus: status } = await organizations.send(query);
    return status?.State === 'FAILED' ? undefined : status;
  } catch (error) {
    if (isCode(error, 'CreateAccountStatusNotFoundException')) return undefined;
    throw error;
  }
};

const BUSY = ['ConcurrentModificationException', 'TooManyRequestsException', 'FinalizingOrganizationException'];

/** Asks for the account: the one call of Organizations that has no client token. Needs the lease. Answers the request's id. */
export const createAccount = async ({ organizations, lease, email, accountName, stage, tenantId }: Scope): Promise<string> => {
  if (!(await lease.take())) throw new Wait(5, 'the account of another tenant to be created');
  try {
    const { CreateAccountStatus: status } = await organizations.send(
      new CreateAccountCommand({
        Email: email,
        AccountName: accountName,
        IamUserAccessToBilling: 'DENY',
        Tags: tenantTags(stage, tenantId),
      }),
    );
    if (!status?.Id) throw new Error('AWS answered no id for the creation of the account');
    return status.Id;
  } catch (error) {
    const { Reason } = error as { Reason?: string };
    if (isCode(error, ...BUSY) || Reason === 'ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED') {
      throw new Wait(10, 'Organizations to be free for another account');
    }
    await lease.release();
    if (Reason !== 'ACCOUNT_NUMBER_LIMIT_EXCEEDED') throw error;
    throw new StalledError('the organization has as many accounts as it may', {
      code: 'ACCOUNT_NUMBER_LIMIT_EXCEEDED',
      advice: 'Ask AWS Support for a higher number of accounts ("Default maximum number of accounts"), then retry the stage.',
      cause: error,
    });
  }
};
