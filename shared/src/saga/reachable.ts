import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { codeOf, messageOf } from '../failure/errors.ts';
import type { StageRecord } from './record.ts';
import type { AnyStage } from './stage.ts';

/**
 * Nobody gets into the tenant's account any more, and nothing of the stage is left in it. A removal that meets it has nothing to do
 * there; what it does in other accounts is done all the same.
 */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
}

/**
 * To be asked before a client of the tenant's account is made.
 * @throws OutOfReach when somebody closed the account before the tenant was off-boarded (AWS deletes what lies in it 90 days later), or
 * the stage has emptied its part of it and lost its role
 */
export const requireReachable = ({ seen, released }: StageRecord, accountId: string): void => {
  // Only offboard asks Organizations: a refused role alone proves nothing.
  if (seen[TenantOffboarding.name]?.detail.closedAccount) {
    throw new OutOfReach(`account ${accountId} is closed: what lies in it ends with it`);
  }
  if (released) throw new OutOfReach(`account ${accountId} was emptied, and the role in it is gone since`);
};

/** What a look into the tenant's account answers; undefined when that is out of reach. */
export const ifReachable = async <T>(look: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await look();
  } catch (error) {
    if (error instanceof OutOfReach) return undefined;
    throw error;
  }
};

/** STS's refusal of a role, as opposed to a refused call of a role that was assumed. */
export const isRoleRefused = (error: unknown): boolean => codeOf(error) === 'AccessDenied' && messageOf(error).includes('sts:AssumeRole');

/**
 * Whether the account stage has taken the stage's role out of the tenant's account meanwhile: STS refuses it, and the stage had removed
 * all that it had there before (it has published so). A later retry still has its part in other accounts to look after.
 */
export const isReleased = (stage: AnyStage, { seen, published }: StageRecord, error: unknown): boolean =>
  published[stage.removed.name] !== undefined &&
  isRoleRefused(error) &&
  Object.values(seen).some(({ detail }) => detail.accountId && messageOf(error).includes(`arn:aws:iam::${String(detail.accountId)}:role/`));
