import { useState } from 'react';

export interface CursorPages {
  /** From 1. */
  readonly page: number;
  readonly cursor: string | undefined;
  /** Props of Cloudscape's Pagination. @param next the cursor that the shown page gave */
  readonly pagination: (next: string | undefined) => {
    readonly currentPageIndex: number;
    readonly pagesCount: number;
    readonly openEnd: boolean;
    readonly onChange: (event: { readonly detail: { readonly currentPageIndex: number } }) => void;
    readonly onNextPageClick: () => void;
  };
}

/** Pages of an API that gives a cursor with each: those that were seen can be gone back to. Begins again when `key` changes. */
export const useCursorPages = (key: string): CursorPages => {
  const [state, setState] = useState<{ key: string; cursors: readonly (string | undefined)[]; page: number }>({
    key,
    cursors: [undefined],
    page: 1,
  });
  const { cursors, page } = state.key === key ? state : { cursors: [undefined], page: 1 };
  const go = (to: number, next: string | undefined): void => {
    const known = to > cursors.length && next !== undefined ? [...cursors, next] : cursors;
    if (to >= 1 && to <= known.length) setState({ key, cursors: known, page: to });
  };
  return {
    page,
    cursor: cursors[page - 1],
    pagination: (next) => ({
      currentPageIndex: page,
      pagesCount: cursors.length,
      openEnd: page === cursors.length && next !== undefined,
      onChange: ({ detail }) => go(detail.currentPageIndex, next),
      onNextPageClick: () => {},
    }),
  };
};
