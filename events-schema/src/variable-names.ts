/**
 * Variables reach the environment of builds, in which a shell, the loader, Node, npm, the AWS CLI and OpenSSL look for names by which they
 * run code or trust somebody. No list of those names is ever complete: a variable has a name that only the application reads.
 */

const APPLICATION = /^APP_[A-Z0-9_]{1,60}$/;
/** What the platform knows itself, with the values that it takes. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  LOG_LEVEL: ['DEBUG', 'INFO', 'WARN', 'ERROR'],
};

/** The values of a variable that the platform knows itself; any text where it knows none. */
export const valuesOf = (name: string): readonly string[] | undefined => (Object.hasOwn(NAMED, name) ? NAMED[name] : undefined);
export const isVariableName = (name: string): boolean => APPLICATION.test(name) || valuesOf(name) !== undefined;

/** For people: how a variable may be called. */
export const VARIABLE_FORM = `APP_ and upper-case letters, digits and underscores, at most 64 characters; or ${Object.keys(NAMED).join(', ')}`;
export const VARIABLE_NAME_RULE = {
  error: 'not a name of a variable of the application',
  params: { fix: `Use ${VARIABLE_FORM}.` },
};

const LONGEST = 64;
/**
 * Variables that a tenant has from before names had a form: `THEME` is `APP_THEME` now, wherever it is shown and delivered, unless the
 * tenant has that, too. A value that no variable may have any more loses what is wrong with it.
 */
export const inForm = (variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const renamed = Object.entries(variables).flatMap(([name, value]) => {
    if (isVariableName(name)) return [];
    return [[`APP_${name}`.slice(0, LONGEST), oneLine(value)] as const];
  });
  const named = Object.entries(variables).filter(([name, value]) => isVariableName(name) && (valuesOf(name)?.includes(value) ?? true));
  return Object.fromEntries([...renamed, ...named.map(([name, value]) => [name, oneLine(value)] as const)]);
};
const oneLine = (value: string): string => value.replace(/\p{C}/gu, ' ');
