import { expect, test } from '@jest/globals';
import type { ListColumn } from './column.ts';
import { csvOf } from './csv.ts';

const columns: readonly ListColumn<readonly (string | number | undefined)[]>[] = [
  { id: 'a', header: 'Name, in full', cell: () => null, value: ([name]) => name, minWidth: 1 },
  { id: 'picture', header: 'Picture', cell: () => null, minWidth: 1 },
  { id: 'b', header: 'Used', cell: () => null, value: ([, used]) => used, minWidth: 1 },
];
const csv = (...rows: (readonly (string | number | undefined)[])[]): readonly string[] => csvOf(columns, rows).split('\r\n').slice(1, -1);

test('has a line of headers, of the columns that have a value, and ends each line as RFC 4180 says', () => {
  expect(csvOf(columns, [])).toBe('"Name, in full",Used\r\n');
});

test('quotes what has quotes, commas and line ends', () => {
  expect(csv(['St. "Anna", Linz', 1], ['plain', undefined])).toEqual(['"St. ""Anna"", Linz",1', 'plain,']);
  expect(csvOf(columns, [['two\nlines', 1]])).toContain('"two\nlines",1\r\n');
});

test('is no formula for a spreadsheet, whatever people call a tenant; numbers stay numbers', () => {
  expect(csv(['=HYPERLINK("http://evil.example")', -5])).toEqual(['"\'=HYPERLINK(""http://evil.example"")",-5']);
  expect(csv(['+1', 1], ['-1', 1], ['@SUM(A1)', 1], ['\tx', 1])).toEqual(["'+1,1", "'-1,1", "'@SUM(A1),1", "'\tx,1"]);
});
