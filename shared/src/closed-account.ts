import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import type { StageRecord } from './record.ts';

/**
 * Somebody closed the tenant's account before the tenant was off-boarded: nobody gets into it any more, and AWS deletes what lies in it
 * 90 days later. A removal that meets it has nothing left to do there; what it does in other accounts is done all the same.
 */
export class AccountClosed extends Error {
  override readonly name = 'AccountClosed';
}

/** To be asked before a client of the tenant's account is made. @throws AccountClosed when the way back says that it is closed */
export const requireReachable = ({ seen }: StageRecord, accountId: string): void => {
  // Only offboard asks Organizations: a refused role alone proves nothing.
  if (!seen[TenantOffboarding.name]?.detail.closedAccount) return;
  throw new AccountClosed(`account ${accountId} is closed: what lies in it ends with it`);
};

/** What a look into the tenant's account answers; undefined when that is closed. */
export const unlessClosed = async <T>(look: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await look();
  } catch (error) {
    if (error instanceof AccountClosed) return undefined;
    throw error;
  }
};
