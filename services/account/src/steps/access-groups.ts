import { step } from '@tenantry/shared/saga/stage';
import { type AccountAssignment, wantedAssignments } from '../account-assignment.ts';
import type { Scope } from '../scope.ts';

/** Looks up the groups that get access. A separate step, so that `accountAssignments`, which may have to come back, need not ask again. */
export const accessGroups = step('accessGroups', {
  ensure: async (scope: Scope): Promise<{ assignments: readonly AccountAssignment[] }> => ({ assignments: await wantedAssignments(scope) }),
  remove: async (_scope: Scope) => {},
});
