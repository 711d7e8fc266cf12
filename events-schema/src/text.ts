import { z } from 'zod';

/**
 * What a person enters is letters, their marks, symbols, numbers, punctuation and plain spaces. A tenant's name becomes the subject of
 * Cognito's invitation, whose pattern is the narrowest that a text of a person meets: `[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+` (Cognito API
 * reference, MessageTemplateType, EmailSubject), where Java's `\s` has no no-break space. So no control, format, private or unassigned
 * characters, and no half ones; a line break is none of one line's text either (EventBridge's descriptions take `.*`).
 */
const REFUSED = /[^\p{L}\p{M}\p{S}\p{N}\p{P} ]/u;

/** Those that people paste without seeing them. */
const NAMES: Readonly<Record<number, string>> = {
  9: 'a tabulator',
  10: 'a line break',
  13: 'a line break',
  160: 'a no-break space',
  173: 'a soft hyphen',
  8203: 'a zero-width space',
  8204: 'a zero-width non-joiner',
  8205: 'a zero-width joiner',
  8232: 'a line separator',
  8233: 'a paragraph separator',
  8239: 'a narrow no-break space',
  8288: 'a word joiner',
  65279: 'a byte order mark',
};
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\p{Z}/u, 'a space that is not the plain one'],
  [/\p{Cc}/u, 'a control character'],
  [/\p{Cf}/u, 'an invisible format character'],
  [/\p{Cs}/u, 'half a character'],
  [/\p{Co}/u, 'a private character, which means nothing elsewhere'],
];
const kindOf = (character: string): string => KINDS.find(([pattern]) => pattern.test(character))?.[1] ?? 'no character of Unicode yet';

/** A character that AWS refuses in a text, or that nobody sees. */
export interface RefusedCharacter {
  /** `U+200B`. */
  readonly codePoint: string;
  /** Counted in characters, from 1. */
  readonly position: number;
  readonly problem: string;
  readonly fix: string;
}

/** The first character of a text that a person cannot mean, if there is one. */
export const refusedCharacter = (text: string): RefusedCharacter | undefined => {
  const match = REFUSED.exec(text);
  if (!match) return undefined;
  const [found] = match;
  const value = found.codePointAt(0) ?? 0;
  const codePoint = `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
  const position = [...text.slice(0, match.index)].length + 1;
  const isSpace = /[\p{Z}\t\n\r]/u.test(found);
  return {
    codePoint,
    position,
    problem: `character ${position} is ${codePoint}, ${NAMES[value] ?? kindOf(found)}`,
    fix: isSpace ? 'Write a plain space in its place.' : 'Remove it, or type the text instead of pasting it.',
  };
};

/** One line of text as a person enters it; a refused character is named by code point and position. Its issue carries the fix. */
export const text = (minimum: number, maximum: number, string = z.string()) =>
  string
    .min(minimum)
    .max(maximum)
    .superRefine((value, context) => {
      const refused = refusedCharacter(value);
      if (refused) context.addIssue({ code: 'custom', message: refused.problem, params: { fix: refused.fix } });
    });
