import type { ReactNode } from 'react';

/** A column of a list, which is a line of a card where there is no place for a table. */
export interface ListColumn<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (item: T) => ReactNode;
  /** Least width in a table, px. Together they fit beside the navigation of a screen that is 1,280 px wide: 976. */
  readonly minWidth: number;
  readonly isRowHeader?: boolean;
  /** By what it sorts and is found, and what a file has of it; absent where it has no value of its own. */
  readonly value?: (item: T) => string | number | undefined;
}
/** What the things of a list are called: `{ one: 'tenant', many: 'tenants' }`. */
export interface Noun {
  readonly one: string;
  readonly many: string;
}
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
