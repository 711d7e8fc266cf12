import { DeleteFunctionConcurrencyCommand, LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { ifFound } from '@tenantry/shared/aws/found';
import { Wait } from '@tenantry/shared/failure/errors';
import { isolating } from '@tenantry/shared/saga/isolating';
import { functionOf, NO_FUNCTION, reserved } from '../function-concurrency.ts';
import type { Scope } from '../scope.ts';

/**
 * An isolated tenant's function answers nothing: its reserved concurrency is 0 (Lambda developer guide, "Configuring reserved
 * concurrency"). What runs ends with its timeout, 15 s.
 */
export const isolatedFunction = isolating('isolatedFunction', {
  shut: async (scope: Scope) => {
    const put = new PutFunctionConcurrencyCommand({ ...functionOf(scope), ReservedConcurrentExecutions: 0 });
    const made = await ifFound(() => scope.tenant(LambdaClient).send(put), ...NO_FUNCTION);
    if (made && (await reserved(scope)) !== 0) throw new Wait(1, "the tenant's function to be shut");
  },
  open: async (scope) => {
    const remove = new DeleteFunctionConcurrencyCommand(functionOf(scope));
    if ((await reserved(scope)) === 0) await ifFound(() => scope.tenant(LambdaClient).send(remove), ...NO_FUNCTION);
  },
});
