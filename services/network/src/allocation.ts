import { cidrOf, contains, overlaps, rangeOf } from '@tenantry/shared/domain/cidr';
import { bestFit } from './best-fit.ts';

/** A range of a cell's pool that a tenant has, or had until a short while ago. */
export interface Claim {
  readonly cidr: string;
  readonly tenantId: string;
  /** Set when it is given back: nobody gets the range before, epoch seconds. */
  readonly restsUntil?: number;
}

export interface Pool {
  readonly cidr: string;
  /** Tenants that the cell holds. */
  readonly capacity: number;
  /** Ranges that no tenant may overlap: hub, database, reserved, existing peers. */
  readonly blocked: readonly string[];
}

export interface RangeRequest {
  readonly tenantId: string;
  /** Size, as a prefix length. */
  readonly prefix: number;
  /** The very range, when the tenant must have one. */
  readonly cidr?: string | undefined;
}

export type Allocation =
  | { readonly kind: 'claimed'; readonly cidr: string; readonly claims: readonly Claim[] }
  /** The cell holds as many tenants as it may. */
  | { readonly kind: 'full' }
  /** No free range of that size is left. */
  | { readonly kind: 'exhausted' }
  /** The requested range overlaps this one. */
  | { readonly kind: 'taken'; readonly by: string };

const isResting = (claim: Claim): boolean => claim.restsUntil !== undefined;
/** Without the claims whose rest is over. */
const current = (claims: readonly Claim[], now: number): readonly Claim[] =>
  claims.filter(({ restsUntil }) => restsUntil === undefined || restsUntil > now);

/** The range that a tenant has now. */
export const claimOf = (claims: readonly Claim[], tenantId: string): Claim | undefined =>
  claims.find((claim) => claim.tenantId === tenantId && !isResting(claim));

/** The range that a tenant has, or had: while the claim is there, resting or not, nobody else has been given the range. */
export const lastClaimOf = (claims: readonly Claim[], tenantId: string): Claim | undefined =>
  claimOf(claims, tenantId) ?? claims.findLast((claim) => claim.tenantId === tenantId);

/**
 * Gives a tenant a range of a pool, with the claims as they are afterwards. A tenant that has one keeps it.
 * @param now epoch seconds
 */
export const allocate = (pool: Pool, claims: readonly Claim[], request: RangeRequest, now: number): Allocation => {
  const own = claimOf(claims, request.tenantId);
  if (own) return { kind: 'claimed', cidr: own.cidr, claims };
  const kept = current(claims, now);
  const taken = [...pool.blocked, ...kept.map(({ cidr }) => cidr)];
  const cidr = request.cidr ?? free(pool, taken, request.prefix);
  const by = request.cidr && taken.find((other) => overlaps(rangeOf(other), rangeOf(request.cidr ?? other)));
  if (by) return { kind: 'taken', by };
  if (kept.filter((claim) => !isResting(claim)).length >= pool.capacity) return { kind: 'full' };
  if (!cidr) return { kind: 'exhausted' };
  return { kind: 'claimed', cidr, claims: [...kept, { cidr, tenantId: request.tenantId }] };
};

const free = (pool: Pool, taken: readonly string[], prefix: number): string | undefined => {
  const found = bestFit(rangeOf(pool.cidr), taken.map(rangeOf), 2 ** (32 - prefix));
  return found && cidrOf(found);
};

/** Gives a tenant's range back: it rests until `restsUntil`, epoch seconds. */
export const giveBack = (claims: readonly Claim[], tenantId: string, restsUntil: number): readonly Claim[] =>
  claimOf(claims, tenantId) ? claims.map((claim) => (claim === claimOf(claims, tenantId) ? { ...claim, restsUntil } : claim)) : claims;

/** Whether a range lies in a pool. */
export const isIn = (pool: string, cidr: string): boolean => contains(rangeOf(pool), rangeOf(cidr));
