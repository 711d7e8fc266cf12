import type { ListColumn } from './column.ts';

/** The items as rows of a file: headers, and for each item what its columns sort by. */
export const fileRows = <T>(columns: readonly ListColumn<T>[], items: readonly T[]): (string | number | undefined)[][] => {
  const kept = columns.filter(({ value }) => value !== undefined);
  return [kept.map(({ header }) => header), ...items.map((item) => kept.map(({ value }) => value?.(item)))];
};
