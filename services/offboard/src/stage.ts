import { AccountReleased } from '@tenantry/events-schema/account';
import { TenantOffboarded, TenantOffboarding } from '@tenantry/events-schema/offboard';
import { stage } from '@tenantry/shared/saga/stage';
import type { Scope } from './scope.ts';
import { closing } from './steps/closing.ts';
import { sweep } from './steps/sweep.ts';

/** The end of the way back. Nothing stops it, and it takes nothing back itself. */
export const offboard = stage<Scope>('offboard', { removeOn: [], removed: TenantOffboarded, stopOn: [] })
  .on(TenantOffboarding)
  .on(AccountReleased) // every stage has taken back what it built
  .step(sweep) //         proves it, whatever the records say
  .step(closing)
  .publishes(TenantOffboarded);
