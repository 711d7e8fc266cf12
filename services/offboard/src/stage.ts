import { AccountReleased } from '@tenantry/events-schema/account';
import { TenantOffboarded, TenantOffboarding } from '@tenantry/events-schema/offboard';
import { stage } from '@tenantry/shared/saga/stage';
import type { Scope } from './scope.ts';
import { closing } from './steps/closing.ts';
import { sweep } from './steps/sweep.ts';

/** The end of the removal. Nothing stops it, and it removes nothing that it built. */
export const offboard = stage<Scope>('offboard', { removeOn: [], removed: TenantOffboarded, stopOn: [] })
  .on(TenantOffboarding)
  .on(AccountReleased) // every stage has removed what it built
  .step(sweep) //         proves it, whatever the records say
  .step(closing)
  .publishes(TenantOffboarded);
