import type { ListColumn } from './column.ts';

/** What a person has chosen of a list: it is in the address. */
export interface Choice {
  /** Parts of words, in any case; all must be there. */
  readonly search: string;
  /** Id of a column, with `-` before it for the other way round; empty for the order in which they came. */
  readonly sort: string;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}
export interface Chosen<T> {
  /** All that fit, in their order: what a file has. */
  readonly matching: readonly T[];
  /** Those of the page. */
  readonly shown: readonly T[];
  readonly page: number;
  readonly pages: number;
}

const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
/** The id of the column by which `sort` sorts, and whether from the end. */
export const sortingOf = (sort: string): { readonly id: string; readonly isDescending: boolean } =>
  sort.startsWith('-') ? { id: sort.slice(1), isDescending: true } : { id: sort, isDescending: false };

/**
 * Finds, sorts and pages what is all there. Cloudscape's `useCollection` does so with a state of its own; here the address is the state,
 * so that Back restores it.
 */
export const choose = <T>(items: readonly T[], columns: readonly ListColumn<T>[], choice: Choice): Chosen<T> => {
  const words = choice.search.toLowerCase().split(/\s+/).filter(Boolean);
  const textOf = (item: T): string =>
    columns
      .map(({ value }) => value?.(item) ?? '')
      .join('\n')
      .toLowerCase();
  const found = words.length === 0 ? items : items.filter((item) => words.every((word) => textOf(item).includes(word)));
  const matching = sorted(found, columns, choice.sort);
  const pages = Math.max(1, Math.ceil(matching.length / choice.size));
  const page = Math.min(Math.max(1, choice.page), pages);
  return { matching, shown: matching.slice((page - 1) * choice.size, page * choice.size), page, pages };
};

const sorted = <T>(items: readonly T[], columns: readonly ListColumn<T>[], sort: string): readonly T[] => {
  const { id, isDescending } = sortingOf(sort);
  const value = columns.find((column) => column.id === id)?.value;
  if (!value) return items;
  const direction = isDescending ? -1 : 1;
  return [...items].sort((a, b) => compared(value(a), value(b), direction));
};
/** What has no value comes last, both ways. */
const compared = (a: string | number | undefined, b: string | number | undefined, direction: 1 | -1): number => {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return direction * (typeof a === 'number' && typeof b === 'number' ? a - b : COLLATOR.compare(String(a), String(b)));
};
