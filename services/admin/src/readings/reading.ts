import { failureOf } from '@tenantry/shared/failure/errors';
import { logger } from '@tenantry/shared/function/lambda';

/** What AWS says, or why that is not known, for people: one of the two. */
export interface Reading<T> {
  readonly value?: T;
  readonly unknown?: string;
}

const SECTION = 'docs/runbook.md#a-figure-is-not-known';

/**
 * One figure that AWS does not give takes no other with it, and is not passed over either: where it is shown, it says that it is not known.
 * @param what for people: `The quota of accounts`
 * @param asked undefined where AWS has no such figure
 * @param adviceOf what a person can do about an error, where it has its own advice
 */
export const reading = async <T>(
  what: string,
  asked: Promise<T | undefined>,
  adviceOf: (error: unknown) => string | undefined = () => undefined,
): Promise<Reading<T>> => {
  try {
    const value = await asked;
    return value === undefined ? { unknown: `${what} is not known to AWS. ${SECTION}` } : { value };
  } catch (error) {
    const { call, code, message: reason, advice } = failureOf(error);
    const own = adviceOf(error);
    logger.warn(`${what} could not be read`, { call, code, reason, advice: own ?? advice });
    return { unknown: [`${what} could not be read (${[call, code].filter(Boolean).join(': ')}).`, own, SECTION].filter(Boolean).join(' ') };
  }
};

/** The reasons of several readings as one text; undefined where all are known. */
export const unknownOf = (...readings: readonly Reading<unknown>[]): string | undefined => {
  const reasons = [...new Set(readings.flatMap(({ unknown }) => unknown ?? []))];
  return reasons.length === 0 ? undefined : reasons.join(' ');
};
