import { GetFunctionConcurrencyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ifFound } from '@tenantry/shared/aws/found';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import type { Scope } from './scope.ts';

/** How Lambda says that there is no function of the name. */
export const NO_FUNCTION = ['ResourceNotFoundException'];
export const functionOf = ({ tenantId }: Scope) => ({ FunctionName: tenantResourceName(tenantId, 'api') });

/** Reserved for the tenant's function; undefined where nothing is, or no release has made the function yet. */
export const reserved = async (scope: Scope): Promise<number | undefined> =>
  (await ifFound(() => scope.tenant(LambdaClient).send(new GetFunctionConcurrencyCommand(functionOf(scope))), ...NO_FUNCTION))
    ?.ReservedConcurrentExecutions;
