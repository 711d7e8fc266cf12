import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { ifFound } from '@tenantry/shared/aws/found';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { Wait } from '@tenantry/shared/failure/errors';
import { isolating } from '@tenantry/shared/saga/isolating';
import type { Scope } from '../scope.ts';

const GONE = ['ResourceNotFoundException'];
const functionOf = ({ tenantId }: Scope) => ({ FunctionName: tenantResourceName(tenantId, 'api') });
/** Undefined where no release has made the function yet, or it has none reserved, which a template of the product never does. */
const reserved = async (scope: Scope): Promise<number | undefined> =>
  (await ifFound(() => scope.tenant(LambdaClient).send(new GetFunctionConcurrencyCommand(functionOf(scope))), ...GONE))
    ?.ReservedConcurrentExecutions;

/**
 * An isolated tenant's function answers nothing: its reserved concurrency is 0 (Lambda developer guide, "Configuring reserved
 * concurrency"). What runs ends with its timeout, 15 s.
 */
export const isolatedFunction = isolating('isolatedFunction', {
  shut: async (scope: Scope) => {
    const put = new PutFunctionConcurrencyCommand({ ...functionOf(scope), ReservedConcurrentExecutions: 0 });
    const made = await ifFound(() => scope.tenant(LambdaClient).send(put), ...GONE);
    if (made && (await reserved(scope)) !== 0) throw new Wait(1, "the tenant's function to be shut");
  },
  open: async (scope) => {
    const remove = new DeleteFunctionConcurrencyCommand(functionOf(scope));
    if ((await reserved(scope)) === 0) await ifFound(() => scope.tenant(LambdaClient).send(remove), ...GONE);
  },
});
