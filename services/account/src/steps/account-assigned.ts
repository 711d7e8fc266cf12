import { Wait } from '@tenantry/shared/errors';
import { step } from '@tenantry/shared/stage';
import { type AccountAssignment, missingAssignments } from '../account-assignment.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly accountId: string;
  readonly assignments: readonly AccountAssignment[];
}

/** Waits for the assignments, so that their failure shows; they are removed where they are made. */
export const accountAssigned = step(
  'accountAssigned',
  {
    ensure: async (scope: Scope, { accountId, assignments }: Needs) => {
      const missing = await missingAssignments(scope, accountId, assignments);
      if (missing.length > 0) throw new Wait(3, `Identity Center to let ${missing.length} groups into the account`);
      return {};
    },
    remove: async (_scope: Scope) => {},
  },
  { deadlineSeconds: 900 },
);
