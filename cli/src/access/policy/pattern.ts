/**
 * Texts with wildcards, compared without a request: `*` is any text and `?` any one character. What a policy may allow is taken too
 * widely here (`overlaps`), and what it denies too narrowly (`covers`): a report on access must leave nobody out.
 */

type Step = (i: number, j: number) => boolean;
const remembered = (width: number, decide: (go: Step) => Step): Step => {
  const known = new Map<number, boolean>();
  const go: Step = (i, j) => {
    const key = i * width + j;
    const found = known.get(key);
    if (found !== undefined) return found;
    const answer = decided(i, j);
    known.set(key, answer);
    return answer;
  };
  const decided = decide(go);
  return go;
};

/** A `*` at the end is for whatever is left. */
const isRest = (pattern: string, i: number): boolean => pattern[i] === '*' && i === pattern.length - 1;

/** Whether some text is matched by both patterns. */
export const overlaps = (a: string, b: string): boolean =>
  remembered(b.length + 1, (go) => (i, j) => {
    if ((i === a.length && j === b.length) || isRest(a, i) || isRest(b, j)) return true;
    if (a[i] === '*') return go(i + 1, j) || (j < b.length && go(i, j + 1));
    if (b[j] === '*') return go(i, j + 1) || (i < a.length && go(i + 1, j));
    return i < a.length && j < b.length && (a[i] === b[j] || a[i] === '?' || b[j] === '?') && go(i + 1, j + 1);
  })(0, 0);

/**
 * Whether a pattern matches every text that another one matches; false also where it cannot be told. A `*` within a segment ends at the
 * colon (IAM User Guide, "IAM JSON policy elements: Resource").
 */
export const covers = (wide: string, narrow: string): boolean => {
  const mayTake: Step = (i, j) => j < narrow.length && (wide[i + 1] === ':' || (narrow[j] !== ':' && narrow[j] !== '*'));
  return remembered(narrow.length + 1, (go) => (i, j) => {
    if (isRest(wide, i)) return true;
    if (i === wide.length) return j === narrow.length;
    if (wide[i] === '*') return go(i + 1, j) || (mayTake(i, j) && go(i, j + 1));
    if (j === narrow.length || narrow[j] === '*') return false;
    return (wide[i] === narrow[j] || wide[i] === '?') && go(i + 1, j + 1);
  })(0, 0);
};

const VARIABLE = /\$\{[^}]*\}/g;
/** A pattern with policy variables: each may stand for anything. */
export const widened = (text: string): string => text.replace(VARIABLE, '*');
export const hasVariable = (text: string): boolean => text.includes('${');

/** Actions have no case. */
const folded = (action: string): string => action.toLowerCase();
export const actionOverlaps = (a: string, b: string): boolean => overlaps(folded(a), folded(b));
/** Wildcards of actions cross everything. */
export const actionCovers = (wide: string, narrow: string): boolean =>
  wide === '*' || covers(folded(wide).replace(':', '/'), folded(narrow).replace(':', '/'));
