import { NEW_ACCOUNT_DEADLINE } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { type AccountAssignment, missingAssignments, surplusAssignments } from '../account-assignment.ts';
import { assign, follow, unassign } from '../assignment-requests.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly accountId: string;
  readonly assignments: readonly AccountAssignment[];
}

/**
 * Waits for the assignments, and asks again for what AWS could not do; then takes away what the configuration has lost since, so that a
 * replay ends with exactly the configured ones. They are removed where they are made.
 */
export const accountAssigned = step(
  'accountAssigned',
  {
    ensure: async (scope: Scope, { accountId, assignments }: Needs) => {
      await follow(scope, assign, accountId, await missingAssignments(scope, accountId, assignments));
      await follow(scope, unassign, accountId, await surplusAssignments(scope, accountId, assignments));
      return {};
    },
    remove: async (_scope: Scope) => {},
  },
  { deadlineSeconds: NEW_ACCOUNT_DEADLINE }, // Identity Center, too, gets into a new account only when it is set up
);
