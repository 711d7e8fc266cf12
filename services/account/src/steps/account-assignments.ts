import { CreateAccountAssignmentCommand, DeleteAccountAssignmentCommand } from '@aws-sdk/client-sso-admin';
import { isCode, Wait } from '@tenantry/shared/errors';
import { step } from '@tenantry/shared/stage';
import { type AccountAssignment, assignedGroups, assignmentInput, missingAssignments } from '../account-assignment.ts';
import { accountToReach } from '../reachable-account.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly accountId: string;
  readonly assignments: readonly AccountAssignment[];
}

/** Identity Center takes one request per account at a time; asking for what is there already changes nothing. */
const orWait = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (isCode(error, 'ResourceNotFoundException')) return; // on the way back only: the creation has listed what it names
    if (!isCode(error, 'ConflictException')) throw error;
    throw new Wait(2, 'Identity Center to finish another request for this account');
  }
};

/** Lets the configured groups in; `accountAssigned` waits for it. */
export const accountAssignments = step('accountAssignments', {
  ensure: async (scope: Scope, { accountId, assignments }: Needs) => {
    for (const missing of await missingAssignments(scope, accountId, assignments)) {
      await orWait(scope.ssoAdmin.send(new CreateAccountAssignmentCommand(assignmentInput(scope, accountId, missing))));
    }
    return {};
  },
  remove: async (scope: Scope) => {
    const accountId = await accountToReach(scope); // Identity Center gets into no closed one, and its role there ends with it
    if (!accountId) return;
    // Every set of ours, not only those configured now: the configuration may have changed since.
    let left = 0;
    for (const permissionSetArn of Object.values(scope.owner.permissionSetArns)) {
      for (const groupId of await assignedGroups(scope, accountId, permissionSetArn)) {
        left++;
        const input = assignmentInput(scope, accountId, { groupId, permissionSetArn });
        await orWait(scope.ssoAdmin.send(new DeleteAccountAssignmentCommand(input)));
      }
    }
    if (left > 0) throw new Wait(2, `Identity Center to end ${left} assignments`);
  },
});
