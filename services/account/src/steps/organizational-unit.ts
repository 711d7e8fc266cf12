import { MoveAccountCommand, OrganizationsClient, paginateListParents } from '@aws-sdk/client-organizations';
import { isCode, StalledError, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { Known } from '../organization-account.ts';
import { accountToReach } from '../reachable-account.ts';
import type { Scope } from '../scope.ts';

/** An account has one parent; a page may be empty although it is on the next (Organizations API reference, ListParents). */
const parentOf = async (organizations: OrganizationsClient, ChildId: string): Promise<string | undefined> => {
  for await (const { Parents = [] } of paginateListParents({ client: organizations }, { ChildId })) if (Parents[0]) return Parents[0].Id;
  return undefined;
};

const moveTo = async ({ inOwner }: Scope, AccountId: string, DestinationParentId: string): Promise<void> => {
  const organizations = inOwner(OrganizationsClient);
  const SourceParentId = await parentOf(organizations, AccountId);
  if (SourceParentId === DestinationParentId) return;
  try {
    await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
  } catch (error) {
    if (isCode(error, 'DuplicateAccountException')) return; // it is there already
    if (isCode(error, 'ConcurrentModificationException', 'TooManyRequestsException')) throw new Wait(5, 'Organizations to be free');
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

/** New accounts come into being in the organization's root; their guards are those of the unit. A removal moves it to quarantine. */
export const organizationalUnit = step('organizationalUnit', {
  ensure: async (scope: Scope, { accountId }: { accountId: string }) => {
    await moveTo(scope, accountId, scope.owner.tenantsOuId);
    return {};
  },
  remove: async (scope: Scope, known: Known) => {
    const accountId = await accountToReach(scope, known);
    if (accountId) await moveTo(scope, accountId, scope.owner.quarantineOuId);
  },
});
