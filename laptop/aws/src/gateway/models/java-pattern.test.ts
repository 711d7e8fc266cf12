import { describe, expect, test } from '@jest/globals';
import { javaPattern, UntranslatablePattern } from './java-pattern.ts';
import { modelNames, patternsOf } from './load.ts';
import { UNTRANSLATABLE_PATTERNS } from './untranslatable-patterns.ts';

describe('a Java pattern', () => {
  test.each([
    ['the whole value', '([0-9a-zA-Z][-]?){1,48}', 'a'.repeat(48), 'a'.repeat(49)],
    ['anchors change nothing', '^[a-z]+$', 'ab', 'ab\n'],
    ['escapes of what needs none', '[a-z\\-\\_\\.]+\\:\\/\\-', 'a-_.:/-', 'a=:/-'],
    ['a hyphen beside a class', '[\\w-/]+', 'a-/', 'a.'],
    ['POSIX classes are ASCII', '\\p{Alpha}+', 'abc', 'é'],
    ['POSIX classes in a class', '[\\p{Print}]+', 'a ~', 'é'],
    ['Unicode classes', '[\\p{L}\\p{Z}]+', 'é x', '1'],
    ['space is ASCII', '\\s+', ' \t\n', '\u00a0'],
    ['no space is the rest', '[\\s\\S]+', '\u00a0 a', ''],
    ['a code point is one character', '.', '😀', '😀😀'],
    ['a flag for all of it', '(?s).*', 'a\nb', undefined],
    ['a flag for the rest of a group', '^(?!(?i)aws:)[a-zA-Z:]+$', 'bAWS:', 'AWS:a'],
    ['a look-ahead', '^(?!-)[a-z-]+(?<!-)$', 'a-b', '-a'],
  ])('%s', (_title, pattern, good, bad) => {
    expect(javaPattern(pattern).test(good)).toBe(true);
    if (bad !== undefined) expect(javaPattern(pattern).test(bad)).toBe(false);
  });

  test.each([
    ['[a[bc]]', 'a union or intersection of character classes'],
    ['[a-z&&[^b]]', 'a union or intersection of character classes'],
    ['a(?i)[b]', 'a class in a part that ignores case'],
    ['a++', 'Nothing to repeat'],
  ])('%s cannot be said', (pattern, reason) => {
    expect(() => javaPattern(pattern)).toThrow(new UntranslatablePattern(reason));
  });
});

test('all patterns of all models are checked, but for the listed ones', () => {
  const failures = new Set<string>();
  for (const name of modelNames()) {
    for (const pattern of patternsOf(name)) {
      try {
        javaPattern(pattern);
      } catch (error) {
        if (!(error instanceof UntranslatablePattern)) throw error;
        failures.add(pattern);
      }
    }
  }
  expect([...failures].sort()).toEqual([...UNTRANSLATABLE_PATTERNS.keys()].sort());
});
