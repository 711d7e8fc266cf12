import { expect, test } from '@jest/globals';
import { csvOf } from './csv.ts';

test('quotes every text, doubles its quotes, and ends each line as RFC 4180 says', () => {
  expect(
    csvOf([
      ['St. "Anna", Linz', 1],
      ['two\nlines', undefined],
    ]),
  ).toBe('"St. ""Anna"", Linz",1\r\n"two\nlines",\r\n');
});

test('is no formula for a spreadsheet, whatever people call a tenant; numbers stay numbers', () => {
  expect(csvOf([['=HYPERLINK("http://evil.example")', '+1', '-1', '@SUM(A1)', '\tx', '\rx', -5]])).toBe(
    `"'=HYPERLINK(""http://evil.example"")","'+1","'-1","'@SUM(A1)","'\tx","'\rx",-5\r\n`,
  );
});
