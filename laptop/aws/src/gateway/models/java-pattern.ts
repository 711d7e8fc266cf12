/** What JavaScript's regular expressions cannot say of a Java one. */
export class UntranslatablePattern extends Error {
  override readonly name = 'UntranslatablePattern';
}

/** Java's POSIX classes are of ASCII alone; JavaScript knows none, or (Alpha, Lower …) means all of Unicode. */
const POSIX: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\v\\f\\r',
  ASCII: '\\x00-\\x7F',
};
/** Java's `\s` is of ASCII alone, JavaScript's of all of Unicode. */
const SPACE = POSIX.Space ?? '';
const OTHER_SPACE = '\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF';

/** Escapes that the `u` flag allows of characters that mean themselves; others are written without a backslash. */
const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;
const CLASS_ESCAPE = /^\\(?:[wWdDsS]|[pP](?:\{[^}]*\}|[A-Z]))/;
const TOKEN = /\\[pP]\{[^}]*\}|\\[pP][A-Z]|\\x\{[^}]*\}|\\[\s\S]|\(\?[a-zA-Z]+\)|[\s\S]/gu;

/** `\\p{Lower}`, `\\PL`: a class by its name, or all but it. */
const property = (token: string, inClass: boolean): string => {
  const letter = token[1] ?? '';
  const isComplement = letter === 'P';
  const name = token.length > 3 ? token.slice(3, -1) : token.slice(2);
  const posix = POSIX[name];
  if (posix === undefined) return `\\${letter}{${name.replace(/^Is/, '')}}`;
  if (inClass && isComplement) throw new UntranslatablePattern('the complement of a POSIX class within a class');
  return inClass ? posix : `[${isComplement ? '^' : ''}${posix}]`;
};

/** Escapes of Java that JavaScript has not, or means otherwise, by letter. */
const IN_CLASS: Readonly<Record<string, string>> = { s: SPACE, S: `\\S${OTHER_SPACE}` };
const OUTSIDE: Readonly<Record<string, string>> = { s: `[${SPACE}]`, S: `[^${SPACE}]`, A: '^', z: '$', Z: '$' };

const escaped = (token: string, inClass: boolean): string => {
  const letter = token[1] ?? '';
  if (letter === 'p' || letter === 'P') return property(token, inClass);
  const own = (inClass ? IN_CLASS : OUTSIDE)[letter];
  if (own !== undefined) return own;
  const isKept = /[a-zA-Z0-9]/.test(letter) || SYNTAX.test(letter) || (inClass && letter === '-');
  return isKept ? token : letter;
};

interface State {
  /** What is translated so far. */
  source: string;
  flags: string;
  inClass: boolean;
  /** At the first character of a class, where `]` is one of its characters. */
  classStarts: boolean;
  /** Behind `\\w` and the like in a class. */
  afterClass: boolean;
  depth: number;
  /** The depth of the group of which the rest ignores case, by a flag in its midst. */
  ignoring: number | undefined;
}

/** `(?i)`: for the whole pattern a flag of JavaScript's, for the rest of a group by writing both cases. */
const readFlag = (state: State, token: string): void => {
  const letters = token.slice(2, -1);
  if (state.source === '' || state.source === '^') {
    if (!/^[is]+$/.test(letters)) throw new UntranslatablePattern(`the flag ${token}`);
    state.flags += letters;
    return;
  }
  if (letters !== 'i') throw new UntranslatablePattern('a flag for a part of the pattern');
  state.ignoring = state.depth;
};

const readOutside = (state: State, token: string): void => {
  if (token.startsWith('(?') && token.length > 2) {
    readFlag(state, token);
    return;
  }
  if (token === '(') state.depth += 1;
  if (token === ')') {
    state.depth -= 1;
    if (state.ignoring !== undefined && state.depth < state.ignoring) state.ignoring = undefined;
  }
  if (token === '[') {
    if (state.ignoring !== undefined) throw new UntranslatablePattern('a class in a part that ignores case');
    state.inClass = true;
    state.classStarts = true;
  }
  const bothCases = state.ignoring !== undefined && /^[a-zA-Z]$/.test(token);
  state.source += bothCases ? `[${token.toLowerCase()}${token.toUpperCase()}]` : token.startsWith('\\') ? escaped(token, false) : token;
};

const readInside = (state: State, token: string, next: string): void => {
  const { classStarts, afterClass } = state;
  state.classStarts = classStarts && token === '^';
  state.afterClass = CLASS_ESCAPE.test(token);
  if (token === '[' || (token === '&' && next === '&')) throw new UntranslatablePattern('a union or intersection of character classes');
  if (token === ']' && !classStarts) state.inClass = false;
  // Beside a class such as \w a hyphen is no range but itself.
  const literalHyphen = token === '-' && next !== ']' && (afterClass || CLASS_ESCAPE.test(next));
  state.source += literalHyphen ? '\\-' : token.startsWith('\\') ? escaped(token, true) : token;
};

/**
 * A regular expression that matches what a Java one matches as a whole (`Matcher.matches`). Coral, with which AWS's services are built,
 * checks so: a name of 49 characters is refused by `([0-9a-zA-Z][-]?){1,48}`, of which a part would match
 * (https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2456). Smithy's own rule, that a pattern
 * matches anywhere unless it has anchors (https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait), is what a client may rely on.
 * @throws UntranslatablePattern
 */
export const javaPattern = (pattern: string): RegExp => {
  const state: State = {
    source: '',
    flags: 'u',
    inClass: false,
    classStarts: false,
    afterClass: false,
    depth: 0,
    ignoring: undefined,
  };
  const tokens = pattern.match(TOKEN) ?? [];
  for (const [index, token] of tokens.entries()) {
    if (state.inClass) readInside(state, token, tokens[index + 1] ?? '');
    else readOutside(state, token);
  }
  try {
    return new RegExp(`^(?:${state.source})$`, state.flags);
  } catch (error) {
    throw new UntranslatablePattern(error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : String(error));
  }
};
