import {
  CreateAccountCommand,
  type CreateAccountStatus,
  DescribeCreateAccountStatusCommand,
  OrganizationsClient,
  paginateListCreateAccountStatus,
} from '@aws-sdk/client-organizations';
import { tenantTags } from '@tenantry/shared/domain/names';
import { isCode, TurnWait, Wait } from '@tenantry/shared/failure/errors';
import { refusedRequest } from './failure-reason.ts';
import type { Scope } from './scope.ts';

type Search = Pick<Scope, 'inOwner' | 'accountName'>;

/** A creation that is under way, or an account that was there: Organizations forgets old creations. */
export type Creation = { readonly requestId: string } | { readonly accountId: string };

/** All requests for an account of this tenant's name that Organizations lists, in no order. Pages of 20: only where one may be lost. */
export const listRequests = async ({ inOwner, accountName }: Search): Promise<readonly CreateAccountStatus[]> => {
  const found: CreateAccountStatus[] = [];
  for await (const { CreateAccountStatuses = [] } of paginateListCreateAccountStatus({ client: inOwner(OrganizationsClient) }, {})) {
    found.push(...CreateAccountStatuses.filter(({ AccountName }) => AccountName === accountName));
  }
  return found;
};

/** The creation under this tenant's name that is in progress or has succeeded. */
export const findCreation = async (search: Search): Promise<CreateAccountStatus | undefined> =>
  (await listRequests(search)).find(({ State }) => State !== 'FAILED');

/** What became of a request; undefined when Organizations has forgotten it. */
export const findRequest = async ({ inOwner }: Search, requestId: string): Promise<CreateAccountStatus | undefined> => {
  try {
    const query = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: requestId });
    return (await inOwner(OrganizationsClient).send(query)).CreateAccountStatus;
  } catch (error) {
    if (isCode(error, 'CreateAccountStatusNotFoundException')) return undefined;
    throw error;
  }
};

/** @throws TurnWait while as many accounts are being created as Organizations takes: nobody asks it anything meanwhile */
export const takePlace = async ({ lease, noted }: Pick<Scope, 'lease' | 'noted'>): Promise<void> => {
  if (!(await lease.take())) throw new TurnWait(5, 'the accounts of other tenants to be created', noted);
};

const BUSY = ['ConcurrentModificationException', 'TooManyRequestsException', 'FinalizingOrganizationException'];
/** Organizations takes one CreateAccount in ten seconds, after a burst of three (User Guide, "Quotas and service limits"). */
const BUSY_SECONDS = 10;

/**
 * Asks for the account: the one call of Organizations that has no client token. Needs a place and the note that it asks.
 * @returns the request's id
 */
export const createAccount = async (scope: Scope): Promise<string> => {
  const { inOwner, lease, email, accountName, deployment, tenantId, noted } = scope;
  try {
    const { CreateAccountStatus: status } = await inOwner(OrganizationsClient).send(
      new CreateAccountCommand({
        Email: email,
        AccountName: accountName,
        IamUserAccessToBilling: 'DENY',
        Tags: tenantTags(deployment, tenantId),
      }),
    );
    if (!status?.Id) throw new Error('AWS answered no id for the creation of the account');
    return status.Id;
  } catch (error) {
    const { Reason } = error as { Reason?: string };
    if (isCode(error, ...BUSY) || Reason === 'ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED') {
      await lease.refused();
      throw new Wait(BUSY_SECONDS, 'Organizations to be free for another account', noted);
    }
    await lease.release();
    if (!isCode(error, 'ConstraintViolationException') || !Reason) throw error;
    await lease.refused();
    throw refusedRequest(Reason, error as Error);
  }
};
