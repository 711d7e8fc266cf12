import { useSearchParams } from 'react-router';
import type { Choice } from './collection.ts';

export const SIZES = [20, 50, 100] as const;

export interface ListUrl extends Choice {
  /** A filter's value; empty when it is not set. */
  readonly get: (name: string) => string;
  /** Changes values of the address; an empty one leaves it. Another list begins at its first page. */
  readonly set: (changes: Readonly<Record<string, string>>) => void;
  /** Goes to a page, as a step that Back takes back. @param state what the history keeps of it */
  readonly go: (page: number, changes?: Readonly<Record<string, string>>, state?: unknown) => void;
}

/** What is chosen of the page's list: in the address, so that it can be kept, passed on and gone back to. */
export const useListUrl = (): ListUrl => {
  const [query, setQuery] = useSearchParams();
  const get = (name: string): string => query.get(name) ?? '';
  const changed = (changes: Readonly<Record<string, string>>) => (known: URLSearchParams) => {
    const next = new URLSearchParams(known);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    return next;
  };
  return {
    search: get('search'),
    sort: get('sort'),
    page: Math.max(1, Math.trunc(Number(get('page'))) || 1),
    size: SIZES.find((size) => String(size) === get('size')) ?? SIZES[0],
    get,
    set: (changes) => setQuery(changed({ page: '', cursor: '', ...changes }), { replace: true }),
    go: (page, changes = {}, state = undefined) => setQuery(changed({ ...changes, page: page > 1 ? String(page) : '' }), { state }),
  };
};
