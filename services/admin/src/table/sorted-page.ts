import { cursorOf, type FilledPage, positionOf } from './pages.ts';

const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const FIELDS = ['sort', 'value', 'id'];

interface SortedQuery<T> {
  /** What a page is sorted by: a cursor of another order is refused. */
  readonly sort: string;
  readonly isDescending: boolean;
  readonly textOf: (item: T) => string;
  /** Of two items with the same value the order of their ids decides. */
  readonly idOf: (item: T) => string;
  readonly limit: number;
  readonly cursor: string | undefined;
}
/**
 * A page of what is all read, in an order that no index has. A cursor names the last item, not a number: what comes or goes meanwhile
 * neither shows an item twice nor leaves one out. Pure.
 * @throws Problem 400 for a cursor of another list
 */
export const sortedPage = <T>(items: readonly T[], query: SortedQuery<T>): FilledPage<T> & { readonly total: number } => {
  const { sort, isDescending, textOf, idOf, limit, cursor } = query;
  type Place = readonly [value: string, id: string];
  const compare = (a: Place, b: Place): number =>
    (isDescending ? -1 : 1) * (COLLATOR.compare(a[0], b[0]) || (a[1] < b[1] ? -1 : Number(a[1] > b[1])));
  const placeOf = (item: T): Place => [textOf(item), idOf(item)];
  const sorted = [...items].sort((a, b) => compare(placeOf(a), placeOf(b)));
  const after = cursor === undefined ? undefined : positionOf(cursor, { sort }, FIELDS);
  const begin = after ? sorted.findIndex((item) => compare(placeOf(item), [after.value ?? '', after.id ?? '']) > 0) : 0;
  const page = begin < 0 ? [] : sorted.slice(begin, begin + limit);
  const last = page.at(-1);
  const isEnd = last === undefined || last === sorted.at(-1);
  return {
    items: page,
    total: items.length,
    ...(isEnd ? {} : { cursor: cursorOf({ sort, value: textOf(last), id: idOf(last) }) }),
  };
};
