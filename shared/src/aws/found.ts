import { isCode } from '../failure/errors.ts';

/** What a look answers; undefined when AWS says by one of these codes that there is none. */
export const ifFound = async <T>(look: () => Promise<T>, ...gone: readonly string[]): Promise<T | undefined> => {
  try {
    return await look();
  } catch (error) {
    if (isCode(error, ...gone)) return undefined;
    throw error;
  }
};

/** The id that AWS answered. An empty one must never be saved or published. */
export const idOf = (id: string | undefined, what: string): string => {
  if (!id) throw new Error(`AWS answered no id for ${what}`);
  return id;
};

/**
 * The one that counts of several. An answer that got lost and a read that lags leave two, and EC2 lists them in any order
 * (https://github.com/crossplane-contrib/provider-aws/issues/802).
 * @param signs of the one that later steps build on, best first
 */
export const best = <T>(found: readonly T[], ...signs: readonly ((one: T) => boolean)[]): T | undefined =>
  signs.map((is) => found.find(is)).find((one) => one !== undefined) ?? found[0];
