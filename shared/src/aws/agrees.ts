const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/**
 * Whether everything that `wanted` says holds in `actual`. What AWS adds does not count, nor does the order of a list:
 * many APIs answer defaults that nobody set, and reorder some lists.
 */
export const agrees = (actual: unknown, wanted: unknown): boolean => {
  if (wanted === undefined) return true;
  if (Array.isArray(wanted)) {
    const found: readonly unknown[] = Array.isArray(actual) ? actual : [];
    return found.length === wanted.length && wanted.every((item) => found.some((candidate) => agrees(candidate, item)));
  }
  if (isObject(wanted)) return isObject(actual) && Object.entries(wanted).every(([key, value]) => agrees(actual[key], value));
  return actual === wanted;
};

/** The members of `wanted` that do not hold in `actual`: what a repair has to set. */
export const differing = (actual: object | undefined, wanted: object): readonly string[] =>
  Object.entries(wanted)
    .filter(([name, value]) => !agrees((actual as Readonly<Record<string, unknown>> | undefined)?.[name], value))
    .map(([name]) => name);
