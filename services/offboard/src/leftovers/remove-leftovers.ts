import { codeOf, failureOf, Wait } from '@tenantry/shared/failure/errors';
import type { AccountInRegion, Leftover, Lister } from './leftover.ts';
import { describeLeftover, type Listing } from './leftovers-of.ts';

/** In use until something else is gone, which the same pass may have begun to remove. */
const IN_USE = [
  'BucketNotEmpty',
  'DeleteConflict',
  'DependencyViolation',
  'DistributionNotDisabled',
  'FunctionInUse',
  'IncorrectState',
  'InvalidIPAddress.InUse',
  'InvalidStateTransition',
  'OperationAborted',
  'OriginAccessControlInUse',
  'Resource.InUse',
  'ResourceInUseException',
  'ResponseHeadersPolicyInUse',
  'WAFAssociatedItemException',
];
const isGone = (error: unknown): boolean => /NotFound|NoSuch|Nonexistent/.test(codeOf(error));
const isInUse = (error: unknown): boolean => error instanceof Wait || IN_USE.includes(codeOf(error));

export interface Removal {
  readonly removed: readonly string[];
  readonly kept: readonly { readonly what: string; readonly why: string }[];
  /** AWS, or another resource, still holds these: they are tried again. */
  readonly held: number;
  /** Errors that are neither. */
  readonly errors: readonly unknown[];
}

/** Removes what may be removed, in the order of the listings. One that fails holds up no other. */
export const removeLeftovers = async (listings: readonly Listing[]): Promise<Removal> => {
  const fates: Fate[] = [];
  for (const { lister, place, found } of listings) {
    for (const leftover of found.filter(({ baseline }) => baseline === undefined)) fates.push(await fateOf(lister, place, leftover));
  }
  return {
    removed: fates.filter(({ why }) => why === undefined).map(({ what }) => what),
    kept: fates.flatMap(({ what, why }) => (why === undefined ? [] : [{ what, why }])),
    held: fates.filter(({ error }) => error !== undefined && isInUse(error)).length,
    errors: fates.flatMap(({ error }) => (error === undefined || isInUse(error) ? [] : [error])),
  };
};

/** What became of a leftover: it is gone, or is kept and why. */
interface Fate {
  readonly what: string;
  readonly why?: string;
  readonly error?: unknown;
}
const fateOf = async (lister: Lister, place: AccountInRegion, leftover: Leftover): Promise<Fate> => {
  const what = describeLeftover(leftover);
  if (!lister.remove) return { what, why: 'belongs to the stage that made it, or was not made by Tenantry' };
  if (!leftover.isTenants) return { what, why: "lacks the tenant's tag and name" };
  try {
    await lister.remove(place, leftover);
    return { what };
  } catch (error) {
    if (isGone(error)) return { what };
    const { call, code, message } = failureOf(error);
    return { what, why: error instanceof Wait ? `waits for ${message}` : [call, code, message].filter(Boolean).join(': '), error };
  }
};
