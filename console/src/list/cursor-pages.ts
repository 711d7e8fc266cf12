import { useLocation } from 'react-router';
import type { ListUrl } from './use-choice.ts';

export interface CursorPages {
  /** From 1. */
  readonly page: number;
  readonly cursor: string | undefined;
  /** Props of Cloudscape's Pagination. @param next the cursor that the shown page gave */
  readonly pagination: (next: string | undefined) => Pages;
}
export interface Pages {
  readonly currentPageIndex: number;
  readonly pagesCount: number;
  readonly openEnd: boolean;
  readonly onChange: (event: { readonly detail: { readonly currentPageIndex: number } }) => void;
}
/** What the browser's history keeps of a page: the cursors of those before it, without that of the first. */
interface Kept {
  readonly cursors?: readonly (string | undefined)[];
}

/**
 * Pages of an API that gives a cursor with each: those that were seen can be gone back to. Page and cursor are in the address; the way
 * there is in the history, so that who was sent the address goes from its page to the first.
 */
export const useCursorPages = (url: ListUrl): CursorPages => {
  const { state } = useLocation();
  const cursor = url.get('cursor');
  const page = cursor ? Math.max(2, url.page) : 1;
  const before = cursor ? ((state as Kept | null)?.cursors ?? []) : [];
  /** Of the pages from the second to this one. */
  const known = cursor ? [...Array.from({ length: page - 2 }, (_, i) => before[i]), cursor] : [];
  return {
    page,
    cursor: cursor || undefined,
    pagination: (next) => ({
      currentPageIndex: page,
      pagesCount: page,
      openEnd: next !== undefined,
      onChange: ({ detail: { currentPageIndex: to } }) => {
        const cursors = next === undefined ? known : [...known, next];
        const wanted = cursors[to - 2];
        if (wanted === undefined) url.go(1, { cursor: '' });
        else url.go(to, { cursor: wanted }, { cursors: cursors.slice(0, to - 2) } satisfies Kept);
      },
    }),
  };
};
