import { NEW_ACCOUNT_DEADLINE } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { type AccountAssignment, isSame, missingAssignments, surplusAssignments } from '../account-assignment.ts';
import { assign, follow, orWait, unassign } from '../assignment-requests.ts';
import type { Known } from '../organization-account.ts';
import { accountToReach } from '../reachable-account.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly accountId: string;
  readonly assignments: readonly AccountAssignment[];
}

/** Lets the configured groups in; `accountAssigned` sees to it that it happens. */
export const accountAssignments = step(
  'accountAssignments',
  {
    ensure: async (scope: Scope, { accountId, assignments }: Needs) => {
      // What this step has asked for may have FAILED meanwhile: `accountAssigned` sees to that, with pauses.
      const { asked = [] }: { asked?: readonly AccountAssignment[] } = scope.noted ?? {};
      const now = [...asked];
      for (const missing of await missingAssignments(scope, accountId, assignments)) {
        if (now.some((one) => isSame(one, missing))) continue;
        await orWait(assign.start(scope, accountId, missing), { asked: now });
        now.push(missing);
      }
      return {};
    },
    remove: async (scope: Scope, known: Known) => {
      const accountId = await accountToReach(scope, known); // Identity Center gets into no closed one, and its role there ends with it
      if (!accountId) return;
      await follow(scope, unassign, accountId, await surplusAssignments(scope, accountId, []));
    },
  },
  // One request at a time for an account, and Identity Center, too, gets into a new one only when it is set up.
  { deadlineSeconds: NEW_ACCOUNT_DEADLINE, creates: [{ type: 'AWS::SSO::Assignment', per: 'assignment', account: 'owner' }] },
);
