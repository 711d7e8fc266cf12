import { MoveAccountCommand, OrganizationsClient, paginateListParents } from '@aws-sdk/client-organizations';
import { isCode, StalledError, Wait } from '@tenantry/shared/failure/errors';
import type { Scope } from './scope.ts';

/** An account has one parent; a page may be empty although it is on the next (Organizations API reference, ListParents). */
export const parentOf = async ({ inOwner }: Scope, ChildId: string): Promise<string | undefined> => {
  for await (const { Parents = [] } of paginateListParents({ client: inOwner(OrganizationsClient) }, { ChildId }))
    if (Parents[0]) return Parents[0].Id;
  return undefined;
};

/** Moves an account that is where a new one comes into being, without looking; false where it is not. @throws what `moveTo` throws */
export const isMoved = async (scope: Scope, accountId: string, from: string, to: string): Promise<boolean> => {
  try {
    await moveTo(scope, accountId, to, from);
    return true;
  } catch (error) {
    // Which of them says that the account is elsewhere, AWS does not document (API reference, MoveAccount).
    if (isCode(error, 'SourceParentNotFoundException', 'AccountNotFoundException', 'InvalidInputException')) return false;
    throw error;
  }
};

/**
 * Moves an account to a unit, if it is not there. Each unit has its guards: Bootstrap lets the access role in, which writes the roles;
 * Tenants does not; in Quarantine only the roles that take an account back do anything.
 * @param from where it is, if that is known
 * @throws Wait while something else changes the organization; StalledError when the unit is gone
 */
export const moveTo = async (scope: Scope, AccountId: string, DestinationParentId: string, from?: string): Promise<void> => {
  const SourceParentId = from ?? (await parentOf(scope, AccountId));
  if (SourceParentId === DestinationParentId) return;
  try {
    await scope.inOwner(OrganizationsClient).send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
  } catch (error) {
    if (isCode(error, 'DuplicateAccountException')) return; // it is there already
    if (isCode(error, 'ConcurrentModificationException', 'TooManyRequestsException'))
      throw new Wait(5, 'Organizations to be free', scope.noted);
    if (isCode(error, 'DestinationParentNotFoundException')) {
      throw new StalledError(`account ${AccountId} cannot be moved: there is no organizational unit ${DestinationParentId}`, {
        code: 'DestinationParentNotFoundException',
        advice:
          'Somebody has deleted the unit: repair its stack, deploy the landing zone, then retry the stage (docs/runbook.md#something-of-the-landing-zone-is-gone).',
        cause: error,
      });
    }
    throw error;
  }
};
