import { overlaps, rangeOf } from '@tenantry/shared/domain/cidr';
import type { Claim } from './allocation.ts';

/**
 * The claims of a cell when its table goes back to an earlier moment: no range that a tenant has now is free again, and who was forgotten
 * since has its range back, unless another was given it (then the stage of the first stalls, and names both). Pure.
 */
export const restoredClaims = (then: readonly Claim[], now: readonly Claim[], isGone: (tenantId: string) => boolean): readonly Claim[] => {
  const known = now.filter(({ tenantId, restsUntil }) => restsUntil !== undefined || !isGone(tenantId));
  const missing = then.filter(
    ({ tenantId, cidr }) =>
      !isGone(tenantId) &&
      !known.some((claim) => claim.tenantId === tenantId) &&
      !known.some((claim) => overlaps(rangeOf(claim.cidr), rangeOf(cidr))),
  );
  return [...known, ...missing];
};
