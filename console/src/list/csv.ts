import type { ListColumn } from './column.ts';

/** Characters with which a spreadsheet begins a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** A field as RFC 4180 quotes it; a text that a spreadsheet would calculate has an apostrophe before it, by which it stays text. */
const field = (value: string | number | undefined): string => {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The items as CSV (RFC 4180): a line of headers, and for each item what its columns sort by. */
export const csvOf = <T>(columns: readonly ListColumn<T>[], items: readonly T[]): string => {
  const kept = columns.filter(({ value }) => value !== undefined);
  const lines = [kept.map(({ header }) => header), ...items.map((item) => kept.map(({ value }) => value?.(item)))];
  return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
};
