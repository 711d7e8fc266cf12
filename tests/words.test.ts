import { describe, expect, test } from '@jest/globals';
import { commentsOf, files, isCode, isProduct, read } from './repository.ts';

/** Idioms that were translated word by word and are read twice, and what to write (docs/architecture.md#words). */
const IDIOMS: readonly [idiom: RegExp, say: string][] = [
  [/\banew\b/, 'again'],
  [/\b[Ww]hoever\b/, 'anyone who; no matter who'],
  [/\b[Mm]end(s|ed|ing)?\b/, 'repair'],
  [/\bthere and back\b/, 'on-boarding and removal; in both directions'],
  [/\b[Ww]ays? (back|forth)\b/, 'removal; building'],
  [/\blet(s|ting)? go of\b/, 'release'],
  [/\bby (itself|themselves)\b/, 'alone; without a person; without being asked'],
  [/\bfor want of\b/, 'by default'],
  [/\bat hand\b/, 'current; in use'],
  [/\b(is|are|was|were) to be\b/, 'must be; should be'],
  [/\bhow-?manieth\b/, 'which, counted from 1'],
];

describe('comments of product code are plain English', () => {
  const product = files.filter((file) => isProduct(file) && isCode(file));

  test.each(IDIOMS)('without %s: say %s', (idiom) => {
    const found = product.flatMap((file) =>
      commentsOf(read(file))
        .filter((comment) => idiom.test(comment))
        .map((comment) => `${file}:${comment}`),
    );
    expect(found).toEqual([]);
  });

  test('comments are seen in blocks, in one line and beside code; code and strings are not', () => {
    const text = ['/**', ' * made anew', ' */', 'const a = 1; // anew', '/** anew */', "const anew = 'https://anew';", '  // anew'].join(
      '\n',
    );
    expect(commentsOf(text).filter((comment) => /anew/.test(comment))).toEqual(['2: * made anew', '4: anew', '5: /** anew */', '7: anew']);
  });
});
