import type { Context } from './policy.ts';

/** The values of a condition key, whose name has no case (IAM User Guide, "Condition"); undefined where the request has none. */
export const contextValues = (context: Context, key: string): readonly string[] | undefined => {
  const wanted = key.toLowerCase();
  for (const [name, value] of Object.entries(context)) {
    if (name.toLowerCase() === wanted) return typeof value === 'string' ? [value] : value;
  }
  return undefined;
};

/** Stand for a `*` and a `?` that mean themselves. */
const LITERAL_STAR = '\u0001';
const LITERAL_MARK = '\u0002';
/** A text in which no wildcard is left to be one. */
export const plain = (text: string): string => text.replaceAll(LITERAL_STAR, '*').replaceAll(LITERAL_MARK, '?');

const VARIABLE = /\$\{([^}]*)\}/g;
const LITERALS: Readonly<Record<string, string>> = { '*': LITERAL_STAR, '?': LITERAL_MARK, $: '$' };

/**
 * Puts a request's values in the place of policy variables (IAM User Guide, "Variables and tags"). `${*}`, `${?}` and `${$}` are the
 * characters themselves; `${key, 'text'}` has a default. Undefined where a variable has no single value: the element then matches nothing.
 */
export const withVariables = (pattern: string, context: Context): string | undefined => {
  let known = true;
  const replaced = pattern.replace(VARIABLE, (_match, inner: string) => {
    const literal = LITERALS[inner];
    if (literal !== undefined) return literal;
    const [, key = '', fallback] = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)')?\s*$/.exec(inner) ?? [];
    const values = contextValues(context, key);
    const value = values?.length === 1 ? values[0] : values === undefined ? fallback : undefined;
    if (value === undefined) known = false;
    // What a request says is text: its wildcards match themselves only.
    return (value ?? '').replaceAll('*', LITERAL_STAR).replaceAll('?', LITERAL_MARK);
  });
  return known ? replaced : undefined;
};

const escaped = (character: string): string => {
  if (character === LITERAL_STAR) return '\\*';
  if (character === LITERAL_MARK) return '\\?';
  return /[\\^$.|+()[\]{}*?/-]/.test(character) ? `\\${character}` : character;
};

const compiled = new Map<string, RegExp>();
const pattern = (text: string, star: (at: number) => string, kind: string, flags: string): RegExp => {
  const key = `${kind}${text}`;
  const known = compiled.get(key);
  if (known) return known;
  const source = [...text].map((c, at) => (c === '*' ? star(at) : c === '?' ? '.' : escaped(c))).join('');
  const made = new RegExp(`^${source}$`, flags);
  compiled.set(key, made);
  return made;
};

/** `*` is any text and `?` any one character, in upper and lower case as written. */
export const like = (value: string, text: string): boolean => pattern(text, () => '[\\s\\S]*', 'like', 's').test(value);

/** Actions have no case, and `*` may stand anywhere in them. */
export const actionMatches = (action: string, text: string): boolean => pattern(text, () => '.*', 'action', 'is').test(action);

/**
 * A resource of a policy. Within a segment of an ARN `*` ends at the colon; at the end of a segment it may go beyond (IAM User Guide,
 * "IAM JSON policy elements: Resource", wildcards in ARNs).
 */
export const resourceMatches = (resource: string, text: string): boolean =>
  pattern(text, (at) => (at === text.length - 1 || text[at + 1] === ':' ? '[\\s\\S]*' : '[^:]*'), 'resource', 's').test(resource);
