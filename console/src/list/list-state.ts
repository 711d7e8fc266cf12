import { ApiProblem } from '@tenantry/api-client/client';

/** What a list knows of its items. */
export interface Reading<T> {
  /** Absent until the API has answered. */
  readonly items: readonly T[] | undefined;
  /** Why the last question was not answered; null when it was. */
  readonly error: unknown;
  /** The items are those of another question, and the answer is on its way. */
  readonly isPlaceholder?: boolean;
  /** When the items were answered, epoch milliseconds. */
  readonly readAt?: number;
  readonly retry?: () => void;
}
/**
 * - `stale`: there are items, and the API does not answer any more.
 * - `failed`: nothing is known.
 * - `refused`: this person may not see them.
 * - `empty`: the API has answered that there are none. Nothing else is empty.
 */
export type ListState = 'loading' | 'items' | 'stale' | 'failed' | 'refused' | 'empty';

/** Of what a list is, only one is true: a list that does not know never says that there is nothing. */
export const listState = <T>({ items, error, isPlaceholder = false }: Reading<T>): ListState => {
  const isFull = items !== undefined && items.length > 0;
  if (error) return error instanceof ApiProblem && error.status === 403 ? 'refused' : isFull ? 'stale' : 'failed';
  if (isFull) return 'items';
  return items === undefined || isPlaceholder ? 'loading' : 'empty';
};

interface Query<D> {
  readonly data: D | undefined;
  readonly error: unknown;
  readonly isPlaceholderData: boolean;
  readonly dataUpdatedAt: number;
  readonly refetch: () => Promise<unknown>;
}
/** A query as a list reads it. @param itemsIn the items of its answer */
export const readingOf = <D, T>(query: Query<D>, itemsIn: (data: D) => readonly T[]): Reading<T> => ({
  items: query.data === undefined ? undefined : itemsIn(query.data),
  error: query.error,
  isPlaceholder: query.isPlaceholderData,
  readAt: query.dataUpdatedAt,
  retry: () => void query.refetch(),
});
