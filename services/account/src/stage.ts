import { AccountReady, AccountReleased } from '@tenantry/events-schema/account';
import { IsolationChanged, TenantChanged, TenantRequested } from '@tenantry/events-schema/admin';
import { EdgeRemoved } from '@tenantry/events-schema/edge';
import { NetworkRemoved } from '@tenantry/events-schema/network';
import { stage } from '@tenantry/shared/saga/stage';
import type { Scope } from './scope.ts';
import { accessGroups } from './steps/access-groups.ts';
import { account as createdAccount } from './steps/account.ts';
import { accountAssigned } from './steps/account-assigned.ts';
import { accountAssignments } from './steps/account-assignments.ts';
import { accountCreated } from './steps/account-created.ts';
import { baseline } from './steps/baseline.ts';
import { baselineReady } from './steps/baseline-ready.ts';
import { budget } from './steps/budget.ts';
import { guarded } from './steps/guarded.ts';
import { isolatedAccount } from './steps/isolated-account.ts';
import { organizationalUnit } from './steps/organizational-unit.ts';
import { readiness } from './steps/readiness.ts';

/** The tenant's AWS account: created, placed, guarded by narrow roles, and verified to work. */
export const account = stage<Scope>('account', { removeOn: [NetworkRemoved, EdgeRemoved], removed: AccountReleased })
  .on(TenantRequested)
  .also(TenantChanged)
  .also(IsolationChanged)
  .step(createdAccount) // asks for it; does not wait
  .step(accountCreated)
  .step(isolatedAccount)
  .unlessIsolated()
  .step(organizationalUnit)
  .step(accessGroups)
  .step(accountAssignments) // asks; overlaps the minutes in which a new account is not usable yet
  .step(budget)
  .step(baseline) // the roles that all later stages use
  .step(baselineReady)
  .step(guarded) // from now on nobody is its administrator
  .step(accountAssigned)
  .step(readiness) // nothing goes on before the account works
  .publishes(AccountReady);
