import { nextStepOf } from '@tenantry/shared/aws/stack-status';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { baselineFailed, findStack, hasTemplate, isInProgress, isOnItsWay } from '../baseline-stack.ts';
import { writeRoles } from '../roles-stack.ts';
import type { Scope } from '../scope.ts';
import { withCloudFormation } from '../tenant-access.ts';

interface Needs {
  readonly accountId: string;
  /** Only what has been created can be waited for. */
  readonly baselineStackId: string;
}
/** What the pause after a passing failure notes: that CloudFormation must be asked again, and why. */
interface Noted {
  readonly again?: boolean;
  readonly after?: string;
}

/** Waits for the stack of roles, which `baseline` creates and removes; asks again for what failed by a passing fault of AWS. */
export const baselineReady = step('baselineReady', {
  ensure: (scope: Scope, { accountId }: Needs) =>
    withCloudFormation(scope, accountId, async (cloudFormation) => {
      const { again, after }: Noted = scope.noted ?? {};
      const isAskedNow = again && (await writeRoles(scope, accountId, scope.template)).is === 'asked';
      const stack = isAskedNow ? undefined : await findStack(cloudFormation, scope.deployment);
      if (!stack || isInProgress(stack)) {
        throw new Wait(
          5,
          `the roles of account ${accountId}${after ? `, asked for again after: ${after}` : ''}`,
          after ? { after } : undefined,
        );
      }
      const isAsItShouldBe = isOnItsWay(stack) || (await hasTemplate(cloudFormation, scope.deployment, scope.template));
      if (!isAsItShouldBe || nextStepOf(stack.StackStatus) !== 'update') {
        throw await baselineFailed(cloudFormation, scope.deployment, stack, { again: true } satisfies Noted);
      }
      return {};
    }),
  remove: async (_scope: Scope) => {},
});
