import { step } from '@tenantry/shared/saga/stage';
import { moveTo } from '../placement.ts';
import type { Scope } from '../scope.ts';

/** The roles stand: in the unit of tenants nobody is the account's administrator any more, the access role included. */
export const guarded = step('guarded', {
  ensure: async (scope: Scope, { accountId }: { accountId: string }) => {
    await moveTo(scope, accountId, scope.owner.tenantsOuId);
    return {};
  },
  /** `baseline` takes the account out of it to reduce the roles, and `organizationalUnit` away. */
  remove: async (_scope: Scope) => {},
});
