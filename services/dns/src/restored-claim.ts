import { FREE, LABEL } from './claims.ts';

type Item = Readonly<Record<string, unknown>>;

/**
 * What becomes of an item that is no tenant's record, when the table goes back to an earlier moment: a label belongs to who had it then, or
 * has been given it since; what somebody has for some seconds is true only now. Pure.
 */
export const restoredClaim = (then: Item | undefined, now: Item | undefined, isGone: (tenantId: string) => boolean): Item | undefined => {
  const item = then ?? now;
  if (!String(item?.tenantId).startsWith(LABEL)) return now;
  const owners = [then?.owner, now?.owner].filter((owner) => owner !== undefined && owner !== FREE && !isGone(String(owner)));
  return { tenantId: item?.tenantId, owner: owners[0] ?? FREE };
};
