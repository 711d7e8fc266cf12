import {
  AttachPolicyCommand,
  DetachPolicyCommand,
  OrganizationsClient,
  paginateListPoliciesForTarget,
} from '@aws-sdk/client-organizations';
import { isCode, Wait } from '@tenantry/shared/failure/errors';
import { isolating } from '@tenantry/shared/saga/isolating';
import { accountToReach } from '../reachable-account.ts';
import type { Scope } from '../scope.ts';

/** Another change of the organization is at work, or too many are asked for (Organizations API reference, AttachPolicy). */
const BUSY = ['ConcurrentModificationException', 'TooManyRequestsException', 'PolicyChangesInProgressException'];

const isAttached = async ({ inOwner, owner }: Scope, TargetId: string): Promise<boolean> => {
  const pages = paginateListPoliciesForTarget({ client: inOwner(OrganizationsClient) }, { TargetId, Filter: 'SERVICE_CONTROL_POLICY' });
  for await (const { Policies = [] } of pages) if (Policies.some(({ Id }) => Id === owner.isolationPolicyId)) return true;
  return false;
};

/** @throws Wait while something else changes the organization, and until the list shows the change */
const change = async (scope: Scope, accountId: string, wanted: boolean): Promise<void> => {
  if ((await isAttached(scope, accountId)) === wanted) return;
  const input = { PolicyId: scope.owner.isolationPolicyId, TargetId: accountId };
  const client = scope.inOwner(OrganizationsClient);
  try {
    await (wanted ? client.send(new AttachPolicyCommand(input)) : client.send(new DetachPolicyCommand(input)));
  } catch (error) {
    if (isCode(error, ...BUSY)) throw new Wait(2, 'Organizations to be free', undefined, error);
    if (!isCode(error, 'DuplicatePolicyAttachmentException', 'PolicyNotAttachedException')) throw error;
  }
  const done = wanted ? 'attached' : 'detached';
  if ((await isAttached(scope, accountId)) !== wanted) throw new Wait(1, `the guard of an isolated account to be ${done}`);
};

/**
 * The service control policy of isolated accounts: from then on nobody does anything in the account but the stages' own roles, whatever
 * session they have. It is attached to the account, not to its unit, so that it stays wherever the account is moved meanwhile.
 */
export const isolatedAccount = isolating('isolatedAccount', {
  shut: (scope: Scope, { accountId }: { accountId: string }) => change(scope, accountId, true),
  open: (scope, { accountId }) => change(scope, accountId, false),
  /** In quarantine already, whose guard lets in fewer; the next tenant of a recycled account is not isolated. */
  remove: async (scope, known) => {
    const accountId = await accountToReach(scope, known);
    if (accountId) await change(scope, accountId, false);
  },
});
