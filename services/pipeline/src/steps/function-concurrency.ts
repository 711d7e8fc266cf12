import { DeleteFunctionConcurrencyCommand, LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { limitsOf } from '@tenantry/shared/deployment/plans';
import { step } from '@tenantry/shared/saga/stage';
import { functionOf, reserved } from '../function-concurrency.ts';
import type { Scope } from '../scope.ts';

interface Saved {
  /** That the tenant's plan gave it when it was last verified; 0 where it gave none. */
  readonly reservedConcurrency?: number;
}

/**
 * What the tenant's plan keeps for its function, which releases have made. Where the plan keeps nothing, what somebody else has kept stays.
 * It goes with the function.
 */
export const functionConcurrency = step('functionConcurrency', {
  ensure: async (scope: Scope, { plan }: { readonly plan: string }, { reservedConcurrency = 0 }: Saved) => {
    const { concurrency } = limitsOf(scope.config, plan);
    if (concurrency === undefined && reservedConcurrency === 0) return { reservedConcurrency: 0 };
    const lambda = scope.tenant(LambdaClient);
    if (concurrency === undefined) await lambda.send(new DeleteFunctionConcurrencyCommand(functionOf(scope)));
    else if ((await reserved(scope)) !== concurrency)
      await lambda.send(new PutFunctionConcurrencyCommand({ ...functionOf(scope), ReservedConcurrentExecutions: concurrency }));
    return { reservedConcurrency: concurrency ?? 0 };
  },
  remove: async () => undefined,
});
