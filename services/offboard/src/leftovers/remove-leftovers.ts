import { codeOf, failureOf, Wait } from '@tenantry/shared/failure/errors';
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
  const removed: string[] = [];
  const kept: { what: string; why: string }[] = [];
  const errors: unknown[] = [];
  let held = 0;
  for (const { lister, place, found } of listings) {
    for (const leftover of found.filter(({ baseline }) => baseline === undefined)) {
      const what = describeLeftover(leftover);
      if (!lister.remove) kept.push({ what, why: 'belongs to the stage that made it, or to nobody of ours' });
      else if (!leftover.isTenants) kept.push({ what, why: "lacks the tenant's tag and name" });
      else {
        try {
          await lister.remove(place, leftover);
          removed.push(what);
        } catch (error) {
          if (isGone(error)) removed.push(what);
          else {
            const { call, code, message } = failureOf(error);
            kept.push({ what, why: error instanceof Wait ? `waits for ${message}` : [call, code, message].filter(Boolean).join(': ') });
            if (isInUse(error)) held++;
            else errors.push(error);
          }
        }
      }
    }
  }
  return { removed, kept, held, errors };
};
