import { ifFound } from '@tenantry/shared/aws/found';
import { suspending } from '@tenantry/shared/saga/isolating';
import type { Scope } from '../scope.ts';
import { GONE } from '../user-pools.ts';
import { shutClients } from './isolated-users.ts';
import { isOwnClient } from './user-pool-client.ts';

/**
 * Nobody of a suspended tenant signs in, or goes on with a session: its console's client allows no flow. `userPoolClient` opens it again,
 * and the sessions that there were go on. A client that somebody else made is left alone, since nobody could open it as it was.
 */
export const suspendedUsers = suspending('suspendedUsers', {
  shut: async (scope: Scope, { userPoolId }: { readonly userPoolId?: string | undefined }) => {
    if (userPoolId) await ifFound(() => shutClients(scope, userPoolId, isOwnClient), ...GONE);
  },
});
