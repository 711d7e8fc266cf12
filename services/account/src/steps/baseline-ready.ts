import { Wait } from '@tenantry/shared/errors';
import { nextStepOf } from '@tenantry/shared/stack-status';
import { step } from '@tenantry/shared/stage';
import { baselineFailed, findStack, hasTemplate, isInProgress, isOnItsWay } from '../baseline-stack.ts';
import type { Scope } from '../scope.ts';
import { withCloudFormation } from '../tenant-access.ts';

interface Needs {
  readonly accountId: string;
  /** Only what has been created can be waited for. */
  readonly baselineStackId: string;
}

/** Waits for the stack of roles, which `baseline` creates and removes. */
export const baselineReady = step('baselineReady', {
  ensure: (scope: Scope, { accountId }: Needs) =>
    withCloudFormation(scope, accountId, async (cloudFormation) => {
      const stack = await findStack(cloudFormation, scope.stage);
      if (!stack || isInProgress(stack)) throw new Wait(5, `the roles of account ${accountId}`);
      const isAsItShouldBe = isOnItsWay(stack) || (await hasTemplate(cloudFormation, scope.stage, scope.template));
      if (!isAsItShouldBe || nextStepOf(stack.StackStatus) !== 'update') {
        throw await baselineFailed(cloudFormation, scope.stage, stack);
      }
      return {};
    }),
  remove: async (_scope: Scope) => {},
});
