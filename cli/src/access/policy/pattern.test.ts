import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actionCovers, actionOverlaps, covers, overlaps } from './pattern.ts';

const patterns = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 6 });
const texts = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 6 });
const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '[\\s\\S]*').replaceAll('?', '.')}$`, 's').test(text);

describe('two patterns', () => {
  test('overlap wherever a text is matched by both', () => {
    fc.assert(
      fc.property(patterns, patterns, texts, (a, b, text) => {
        if (matches(a, text) && matches(b, text)) expect(overlaps(a, b)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  test('cover each other only where every text of the narrow one is matched by the wide one', () => {
    fc.assert(
      fc.property(patterns, patterns, texts, (wide, narrow, text) => {
        if (covers(wide, narrow) && matches(narrow, text)) expect(matches(wide, text)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  test.each([
    ['arn:aws:s3:::a-*', 'arn:aws:s3:::*-b', true],
    ['arn:aws:s3:::a', 'arn:aws:s3:::b/*', false],
    ['*', 'arn:aws:s3:::a/*', true],
  ])('%s and %s overlap: %s', (a, b, answer) => expect(overlaps(a, b)).toBe(answer));

  test('a star within a segment of an ARN ends at the colon', () => {
    expect(covers('arn:aws:iam::*:role/x', 'arn:aws:iam::1:role/x')).toBe(true);
    expect(covers('arn:aws:a*b', 'arn:aws:a:b')).toBe(false);
  });
});

test('actions have no case, and a star of theirs crosses everything', () => {
  expect(actionOverlaps('S3:getobject', 's3:GetObject*')).toBe(true);
  expect(actionCovers('s3:*', 's3:GetObject*')).toBe(true);
  expect(actionCovers('s3:GetObject', 's3:GetObject*')).toBe(false);
});
